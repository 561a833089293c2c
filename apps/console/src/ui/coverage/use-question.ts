import { useSearchParams } from 'react-router';
import { today as civilToday } from '../../api/today';
import { useFilters } from '../use-filters';
import { firstOfMonth } from './picture/days';
import { LEGEND } from './picture/look';
import { monthsToReadOn, windowAround, windowFrom, type ZoomName } from './picture/time-scale';
import type { CoverageQuestion, Whose } from './use-coverage';

/** The zoom in the address bar, which is in French. */
const WRITTEN_ZOOMS = {
  mois: 'month',
  trimestre: 'quarter',
  annee: 'year',
  '3-ans': 'threeYears',
  '5-ans': 'fiveYears',
} as const satisfies Record<string, ZoomName>;

function zoomOf(text: string): ZoomName {
  return text in WRITTEN_ZOOMS ? WRITTEN_ZOOMS[text as keyof typeof WRITTEN_ZOOMS] : 'year';
}

function writtenZoom(zoom: ZoomName): string {
  return Object.entries(WRITTEN_ZOOMS).find(([, name]) => name === zoom)![0];
}

const NO_FILTERS = { recherche: '', emetteur: '', etat: '', client: '', contrat: '', ligne: '' };
export type FilterName = keyof typeof NO_FILTERS;

const numberOf = (text: string) => (/^\d{1,15}$/.test(text) ? Number(text) : undefined);

/** What the address bar asks: filters, zoom, the days read, picture or table. */
export function useQuestion(whose: Whose) {
  const [filters, setFilters] = useFilters<FilterName>(NO_FILTERS);
  const [{ zoom: writtenAs, depuis, vue }, setView] = useFilters({ zoom: 'annee', depuis: '', vue: '' });
  const [, setParams] = useSearchParams();
  const today = civilToday();
  const zoom = zoomOf(writtenAs);
  const isTable = vue === 'tableau';
  const from = /^\d{4}-\d{2}-01$/.test(depuis) ? depuis : null;
  const window = from ? windowFrom(from, zoom) : windowAround(today, zoom);
  const question: CoverageQuestion = {
    ...{ whose, ...window },
    search: filters.recherche || undefined,
    issuer: filters.emetteur || undefined,
    state: LEGEND.find((state) => state === filters.etat),
    client: numberOf(filters.client),
    contract: numberOf(filters.contrat),
    line: numberOf(filters.ligne),
    documents: isTable || undefined,
  };
  return {
    ...{ question, filters, setFilters, zoom, today, window, isTable },
    /** Other years than those around today are read. */
    isShifted: from !== null,
    isFiltered: Object.values(filters).some((value) => value !== ''),
    clearFilters: () => setFilters(NO_FILTERS),
    setZoom: (chosen: ZoomName) => setView({ zoom: writtenZoom(chosen) }),
    showTable: (shown: boolean) => setView({ vue: shown ? 'tableau' : '' }),
    /** Reads earlier years (-1), or later ones (1). */
    readOn: (direction: -1 | 1) => {
      const next = firstOfMonth(window.from, direction * monthsToReadOn(zoom));
      setView({ depuis: next === windowAround(today, zoom).from ? '' : next });
    },
    backToToday: () => setParams((before) => (before.delete('depuis'), before), { replace: true }),
  };
}
