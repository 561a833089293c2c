import { actionName, subjectName } from './tell-act';

/** As i18next does: a name that it does not know is said back. */
const say = ((name: string) =>
  ({
    'trail.actions.billingRunApprove': 'approuve une campagne',
    'trail.actions.contractsIssuerUpdate': 'modifie un émetteur',
    'trail.subjects.billingRun': 'campagne',
  })[name] ?? name) as Parameters<typeof actionName>[1];

describe('an act of the trail', () => {
  it('is told in words, and by its own name where nobody wrote any', () => {
    expect(actionName('billing.run.approve', say)).toBe('approuve une campagne');
    expect(actionName('contracts.issuer.update', say)).toBe('modifie un émetteur');
    expect(actionName('treasury.statement.match', say)).toBe('treasury.statement.match');
  });

  it('names what it was done to, with its number where it has one', () => {
    expect(subjectName({ kind: 'billingRun', id: '12' }, say)).toBe('campagne 12');
    expect(subjectName({ kind: 'scheduling', id: null }, say)).toBe('scheduling');
  });
});
