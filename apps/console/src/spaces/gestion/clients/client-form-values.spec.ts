import type { Schema } from '../../../api/api';
import { clientOf, emptyClient, typedClient } from './client-form-values';

describe('a client as it is typed', () => {
  it('leaves out what is empty, and takes numbers with their spaces', () => {
    const client = clientOf({
      ...emptyClient,
      name: ' L’Épicerie ',
      siren: '552 100 554',
      vatNumber: 'fr 96 552100554',
      address: { lines: '2 rue Vasselot\n\n Bâtiment B ', postCode: '35000', city: 'Rennes', country: 'fr' },
    });
    expect(client).toMatchObject({
      name: 'L’Épicerie',
      siren: '552100554',
      siret: null,
      vatNumber: 'FR96552100554',
      address: { lines: ['2 rue Vasselot', 'Bâtiment B'], postCode: '35000', city: 'Rennes', country: 'FR' },
      deliveryAddress: null,
      email: null,
      paymentDays: null,
    });
    expect(client).not.toHaveProperty('code');
    expect(clientOf({ ...emptyClient, name: 'X' }).address).toBeNull();
  });

  it('comes back from the API as it was typed', () => {
    const client = {
      ...clientOf({
        ...emptyClient,
        code: 'EPI',
        name: 'Épicerie',
        channel: '',
        paymentDays: '0',
        hasDelivery: true,
        deliveryAddress: { lines: '1 quai', postCode: '35400', city: 'Saint-Malo', country: 'FR' },
      }),
      id: 1,
      version: 1,
      archivedAt: null,
    } as Schema<'ClientView'>;
    expect(clientOf(typedClient(client))).toMatchObject({
      code: 'EPI',
      channel: null,
      paymentDays: 0,
      deliveryAddress: { lines: ['1 quai'] },
    });
  });
});
