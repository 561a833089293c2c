import { texts } from '../../../i18n/texts';

export const words = texts(
  'my-account',
  {
    title: 'Mon compte d’activité',
    lead: 'Du facturé au disponible pour la rémunération, mois par mois. Le point d’interrogation dit ce qu’est chaque montant.',
    activity: 'Activité',
    none: 'Aucune activité n’est la vôtre',
    noneDetail:
      'Quand votre équipe d’appui vous rattachera une activité, son compte se lira ici : facturé, encaissé, contribution, charges, disponible.',
    contributions: 'Mes contributions',
    expenses: 'Saisir des frais',
  },
  {
    title: 'My activity account',
    lead: 'From billed to available for pay, month by month. The question mark says what each amount is.',
    activity: 'Activity',
    none: 'No activity is yours',
    noneDetail:
      'When your support team makes an activity yours, its account will be here: billed, collected, contribution, costs, available.',
    contributions: 'My contributions',
    expenses: 'Enter expenses',
  },
);
