import type { Schema } from '../../../api/api';
import type { Tone } from '../../../ui/state-badge';

export type RunState = Schema<'RunView'>['state'];
export type DocumentState = Schema<'RunDocumentView'>['state'];
export type Severity = Schema<'ControlView'>['severity'];
export type PointKind = Schema<'OpenPointView'>['kind'];

/** In the order of their life. */
export const RUN_TONES: Readonly<Record<RunState, Tone>> = {
  proposed: 'attention',
  approved: 'waiting',
  issuing: 'running',
  delivering: 'running',
  closed: 'done',
  abandoned: 'neutral',
};

export const DOCUMENT_TONES: Readonly<Record<DocumentState, Tone>> = {
  proposed: 'waiting',
  held: 'held',
  approved: 'running',
  issued: 'done',
  review: 'attention',
  failed: 'failed',
  obsolete: 'neutral',
};

/** In the order in which a person asks for them. */
export const DOCUMENT_ORDER: readonly DocumentState[] = [
  'proposed',
  'approved',
  'issued',
  'held',
  'review',
  'failed',
  'obsolete',
];

export const SEVERITY_TONES: Readonly<Record<Severity, Tone>> = {
  blocked: 'failed',
  held: 'held',
  warning: 'attention',
};

export const POINT_TONES: Readonly<Record<PointKind, Tone>> = {
  stuckIssuing: 'failed',
  failed: 'failed',
  review: 'attention',
  held: 'held',
  stuckRendering: 'failed',
  stuckSending: 'failed',
  refused: 'failed',
  unknown: 'attention',
  byHand: 'waiting',
};

/** The eight signs that a person compares: enough to tell two proposals apart, short enough to read aloud. */
export function shortDigest(digest: string): string {
  return `${digest.slice(0, 4)} ${digest.slice(4, 8)}`;
}
