import { ActionIcon, Button, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconDots,
  IconDownload,
  IconFileTypePdf,
  IconFileTypeXml,
  IconMailCheck,
  IconMailForward,
  IconMailOff,
  IconReceiptRefund,
} from '@tabler/icons-react';
import { useMay } from '../../../../app/session/who';
import { CreditNoteDialog } from '../credit/credit-note-dialog';
import { ExcuseDialog } from '../delivery/excuse-dialog';
import { ResendDialog } from '../delivery/resend-dialog';
import { SettleDialog } from '../delivery/settle-dialog';
import { centsOf } from '../../../../i18n/amounts';
import { type Invoice } from '../states';
import { words } from '../texts';

/** Whether something of it can still be credited. */
function isCreditable({ type, net, lines }: Invoice): boolean {
  if (type === 'creditNote') return false;
  const credited = lines.reduce((sum, line) => sum + centsOf(line.credited), 0n);
  return centsOf(net) > credited || lines.some(({ liveDays }) => liveDays.length > 0);
}

/** What can be done with a document: keep its files, credit it, send it again, settle its delivery. */
export function InvoiceActs({ invoice }: { readonly invoice: Invoice }) {
  const t = words.use();
  const mayDecide = useMay('administrator');
  const maySettle = useMay('administrator', 'accountant');
  const [crediting, credit] = useDisclosure(false);
  const [resending, resend] = useDisclosure(false);
  const [settling, settle] = useDisclosure(false);
  const [excusing, excuse] = useDisclosure(false);
  const isOpen = invoice.delivery !== 'sent' && invoice.delivery !== 'excused';
  const maySend = mayDecide && !invoice.foreignOrigin;
  const mayExcuse = mayDecide && invoice.delivery !== 'sent' && invoice.delivery !== 'excused';
  return (
    <>
      {!invoice.foreignOrigin && <Downloads invoice={invoice} />}
      {maySend && (
        <Button
          variant="default"
          leftSection={<IconMailForward size={18} aria-hidden />}
          onClick={resend.open}
        >
          {t('one.resend')}
        </Button>
      )}
      {mayDecide && isCreditable(invoice) && (
        <Button
          variant="default"
          leftSection={<IconReceiptRefund size={18} aria-hidden />}
          onClick={credit.open}
        >
          {t('one.credit')}
        </Button>
      )}
      {((maySettle && isOpen) || mayExcuse) && (
        <Menu position="bottom-end" withArrow shadow="md">
          <Menu.Target>
            <ActionIcon variant="default" size="lg" aria-label={t('one.more')}>
              <IconDots size={18} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {maySettle && isOpen && (
              <Menu.Item leftSection={<IconMailCheck size={16} aria-hidden />} onClick={settle.open}>
                {t('one.settle')}
              </Menu.Item>
            )}
            {mayExcuse && (
              <Menu.Item leftSection={<IconMailOff size={16} aria-hidden />} onClick={excuse.open}>
                {t('one.excuse')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      {crediting && <CreditNoteDialog invoice={invoice} onClose={credit.close} />}
      {resending && (
        <ResendDialog
          document={{ id: invoice.id, number: invoice.number }}
          delivery={invoice.deliveryDetails}
          onClose={resend.close}
        />
      )}
      {settling && <SettleDialog documents={[invoice]} onClose={settle.close} />}
      {excusing && <ExcuseDialog document={invoice} onClose={excuse.close} />}
    </>
  );
}

function Downloads({ invoice }: { readonly invoice: Invoice }) {
  const t = words.use();
  return (
    <Menu position="bottom-end" withArrow shadow="md">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={18} aria-hidden />}>
          {t('one.download')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component="a"
          href={`/api/invoices/${invoice.id}/pdf`}
          download
          leftSection={<IconFileTypePdf size={16} aria-hidden />}
        >
          {t('one.downloadPdf')}
        </Menu.Item>
        <Menu.Item
          component="a"
          href={`/api/invoices/${invoice.id}/xml`}
          download
          leftSection={<IconFileTypeXml size={16} aria-hidden />}
        >
          {t('one.downloadXml')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
