import { texts } from '../../i18n/texts';

export const words = texts(
  'associate',
  {
    title: 'Mes parts',
    lead: 'Votre espace d’associé de la coopérative.',
    none: 'Rien n’est encore tenu ici',
    noneDetail:
      'Le registre des parts sociales n’est pas ouvert dans cette installation\u00a0: aucune part, aucun vote et aucun document n’y est enregistré à votre nom. Rien ne vous manque, et rien n’est à faire.',
    holds: 'Ce que cet espace contiendra',
    shares: 'Parts et attestation',
    sharesDetail: 'Vos parts sociales, leurs mouvements, et l’attestation à imprimer.',
    assembly: 'Assemblée générale',
    assemblyDetail: 'La convocation, les documents, votre pouvoir et votre vote.',
    minutes: 'Décisions et rapports',
    minutesDetail: 'Les résultats, les procès-verbaux et les rapports annuels.',
    soon: 'à venir',
    today: 'En attendant',
    todayDetail:
      'Pour une attestation, une question sur vos parts ou la prochaine assemblée, écrivez à votre équipe d’appui\u00a0: le registre tenu par la coopérative fait foi.',
  },
  {
    title: 'My shares',
    lead: 'Your space as an associate of the cooperative.',
    none: 'Nothing is kept here yet',
    noneDetail:
      'The register of shares is not open in this installation: no share, no vote and no document is recorded in your name. You miss nothing, and there is nothing to do.',
    holds: 'What this space will hold',
    shares: 'Shares and certificate',
    sharesDetail: 'Your shares, their movements, and the certificate to print.',
    assembly: 'General assembly',
    assemblyDetail: 'The notice, the documents, your proxy and your vote.',
    minutes: 'Decisions and reports',
    minutesDetail: 'The results, the minutes and the annual reports.',
    soon: 'to come',
    today: 'Meanwhile',
    todayDetail:
      'For a certificate, a question on your shares or the next assembly, write to your support team: the register that the cooperative keeps is what counts.',
  },
);
