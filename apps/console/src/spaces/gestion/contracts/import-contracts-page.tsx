import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { texts } from '../../../i18n/texts';
import { Page } from '../../../ui/page';
import { CsvImport } from './csv-import';
import { words } from './texts';

const sentences = texts(
  'import-contracts',
  {
    title: 'Importer des contrats',
    lead: 'Une ligne du fichier par ligne de contrat. Un contrat déjà importé ne se réécrit pas : il change par avenant.',
    columns:
      'contrat, client (code), ligne, prestation, libelle, quantite, prix_unitaire_ht, tva, cadence (mensuel, trimestriel, semestriel, annuel, n mois, unique, temps passé, acompte), echeance (à échoir, échu), ancre, debut, fin (exclue), emetteur (code), activite, titre, bon_de_commande, unite, nature, horizon_jours, acompte_de.',
    after:
      'Après un import, la facturation automatique s’arrête jusqu’à ce qu’une personne ait lu les écarts.',
    see: 'Voir les contrats',
    drift: 'Lire les écarts',
  },
  {
    title: 'Import contracts',
    lead: 'One line of the file for each contract line. A contract that was imported is not rewritten: it changes by amendment.',
    columns:
      'contrat, client (code), ligne, prestation, libelle, quantite, prix_unitaire_ht, tva, cadence (mensuel, trimestriel, semestriel, annuel, n mois, unique, temps passé, acompte), echeance (à échoir, échu), ancre, debut, fin (excluded), emetteur (code), activite, titre, bon_de_commande, unite, nature, horizon_jours, acompte_de. English names are read as well.',
    after: 'After an import, automatic billing stops until a person has read the drift.',
    see: 'See the contracts',
    drift: 'Read the drift',
  },
);

export function ImportContractsPage() {
  const t = sentences.use();
  const contracts = words.use();
  return (
    <Page
      title={t('title')}
      lead={`${t('lead')} ${t('after')}`}
      above={[{ to: '/gestion/contrats', label: contracts('title') }]}
    >
      <CsvImport
        kind="contracts"
        columns={t('columns')}
        next={
          <>
            <Button component={Link} to="/gestion/contrats">
              {t('see')}
            </Button>
            <Button component={Link} variant="default" to="/gestion/ecarts">
              {t('drift')}
            </Button>
          </>
        }
      />
    </Page>
  );
}
