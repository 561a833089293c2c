import { Tabs } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { NotFoundPage } from '../../../app/failed-page';
import { useMay } from '../../../app/session/who';
import { Page } from '../../../ui/page';
import { AuditTrail } from './audit-trail';
import { Issuers } from './issuers';
import { JobList } from './job-list';
import { LegalTexts } from './legal-texts';
import { People } from './people';
import { Proofs } from './proofs';
import { SchedulingSettings } from './scheduling-settings';
import { SeriesList } from './series-list';
import classes from './settings.module.css';
import { words } from './texts';

const SECTIONS = [
  { path: 'emetteurs', name: 'issuers', page: <Issuers /> },
  { path: 'series', name: 'series', page: <SeriesList /> },
  { path: 'textes', name: 'legal', page: <LegalTexts /> },
  { path: 'personnes', name: 'people', page: <People />, supervisors: true },
  { path: 'travaux', name: 'jobs', page: <JobList /> },
  { path: 'programmation', name: 'scheduling', page: <SchedulingSettings /> },
  { path: 'preuves', name: 'proofs', page: <Proofs />, supervisors: true },
  { path: 'journal', name: 'trail', page: <AuditTrail />, supervisors: true },
] as const;

/** Réglages: one page a section; what the API keeps for administrators and auditors is not offered to others. */
export function Component() {
  const t = words.use();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const supervises = useMay('administrator', 'auditor');
  const sections = SECTIONS.filter((section) => supervises || !('supervisors' in section));
  const [, , , asked] = pathname.split('/');
  const open = asked ? sections.find(({ path }) => path === asked) : sections[0];
  const tabs = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // On a narrow screen the open section may stand outside of the line.
    tabs.current
      ?.querySelector('[aria-selected=true]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [open]);
  if (!open) return <NotFoundPage />;
  return (
    <Page title={`${t('title')} · ${t(`tabs.${open.name}`)}`}>
      <Tabs
        value={open.path}
        onChange={(path) => path && void navigate(`/gestion/reglages/${path}`)}
        keepMounted={false}
        activateTabWithKeyboard={false}
      >
        <Tabs.List ref={tabs} className={classes.tabs} aria-label={t('sections')} data-print="hide">
          {sections.map(({ path, name }) => (
            <Tabs.Tab key={path} value={path}>
              {t(`tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={open.path} pt="md">
          {open.page}
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
