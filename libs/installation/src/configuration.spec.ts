import { readConfiguration } from './configuration.js';

describe('the configuration', () => {
  it('has a default for everything', () => {
    expect(readConfiguration({})).toMatchObject({
      PORT: 3000,
      INTENDANCE_DATA: '.intendance',
      INTENDANCE_DEMO: true,
    });
  });

  it('reads numbers and booleans from their texts', () => {
    expect(readConfiguration({ PORT: '8080', INTENDANCE_DEMO: 'false' })).toMatchObject({
      PORT: 8080,
      INTENDANCE_DEMO: false,
    });
  });

  it('names each variable that is wrong, once', () => {
    expect(() => readConfiguration({ PORT: 'abc', DATABASE_URL: 'mysql://x', RENDER_THREADS: '0' })).toThrow(
      /PORT : un nombre entier de 0 à 65535\n.*DATABASE_URL : postgres:.*\n.*RENDER_THREADS : un nombre entier de 1 à 32$/,
    );
  });

  it('sets the civil day for demonstrations, and refuses it in production', () => {
    expect(readConfiguration({ INTENDANCE_TODAY: '2026-02-28' }).INTENDANCE_TODAY).toBe('2026-02-28');
    expect(() => readConfiguration({ INTENDANCE_TODAY: '2026-02-30' })).toThrow('ce jour n’existe pas');
    expect(() => readConfiguration({ INTENDANCE_TODAY: '2026-02-28', NODE_ENV: 'production' })).toThrow(
      'INTENDANCE_TODAY : refusé en production',
    );
  });

  it('loads no demonstration in production unless it is asked for', () => {
    expect(readConfiguration({ NODE_ENV: 'production' }).INTENDANCE_DEMO).toBe(false);
  });
});
