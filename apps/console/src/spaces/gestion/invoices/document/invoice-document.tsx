import { Button, Paper } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconExternalLink, IconFileOff } from '@tabler/icons-react';
import { EmptyState } from '../../../../ui/empty-state';
import type { Invoice } from '../states';
import { words } from '../texts';
import classes from './invoice-document.module.css';

/** Mantine's `lg`: from there on the document stands beside its figures. */
const BESIDE = '(min-width: 75em)';

/** The PDF itself, beside its figures where there is room, behind a link where there is not. */
export function InvoiceDocument({ invoice }: { readonly invoice: Invoice }) {
  const t = words.use();
  const beside = useMediaQuery(BESIDE, undefined, { getInitialValueInEffect: false });
  if (invoice.foreignOrigin) {
    return (
      <Paper withBorder>
        <EmptyState icon={IconFileOff} title={t('one.noDocument')}>
          {t('one.noDocumentTeach')}
        </EmptyState>
      </Paper>
    );
  }
  const address = `/api/invoices/${invoice.id}/pdf?inline=1`;
  const open = (
    <Button
      component="a"
      href={address}
      target="_blank"
      rel="noreferrer"
      variant="default"
      leftSection={<IconExternalLink size={16} aria-hidden />}
    >
      {t('one.openDocument')}
    </Button>
  );
  // A browser set to keep PDFs as files would do so on each visit of the page, without a word.
  const shows = navigator.pdfViewerEnabled;
  return (
    <section className={classes.document} aria-label={t('one.document')}>
      {beside && shows && (
        <iframe
          className={classes.frame}
          src={address}
          title={t('one.documentOf', { number: invoice.number })}
        />
      )}
      {open}
    </section>
  );
}
