import type { Schema } from '../../../../api/api';

/** What each step of the guide is given. */
export interface StepProps {
  readonly transfer: Schema<'TransferView'>;
  /** May change what this step holds. */
  readonly mayWrite: boolean;
  readonly goTo: (step: 'choice' | 'conflicts' | 'billing' | 'documents' | 'switch' | 'firstInvoice') => void;
}
