import { Body, Controller, Get, HttpCode, Post, UploadedFile } from '@nestjs/common';
import { IsArray, IsInt, IsString, Max, MinLength, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { defineErrors, errorOf } from '#kernel';
import { UnitOfWork } from '#persistence';
import { AnyAccount, OpenToAll } from '#app/api/src/http/access.js';
import { BoundedUpload, type UploadedBytes } from '#app/api/src/http/bounded-upload.js';
import { type HttpAgent, startTestApi, type TestApi } from '#test/api/start-api.js';

const probeErrors = defineErrors('PROBE', {
  TAKEN: errorOf<{ until: string }>(
    'conflict',
    ({ until }) => `C’est pris jusqu’au ${until}.`,
    ({ until }) => `It is taken until ${until}.`,
  ),
  CHAIN_BROKEN: errorOf<{ secret: string }>(
    'broken',
    () => 'La chaîne est rompue.',
    () => 'The chain is broken.',
  ),
});

class ProbeLine {
  @IsInt()
  @Max(9)
  count: number;
}

class ProbePayload {
  @IsString()
  @MinLength(3)
  word: string;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ProbeLine)
  lines: ProbeLine[];
}

let acts = 0;
let gate: Promise<void> = Promise.resolve();
let failWith: Error | null = null;

@Controller('probe')
class ProbeController {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @Get('taken')
  @OpenToAll()
  taken(): never {
    throw probeErrors.TAKEN({ until: '2026-06-01' });
  }

  @Get('broken')
  @OpenToAll()
  broken(): never {
    throw probeErrors.CHAIN_BROKEN({ secret: 'tombola' });
  }

  @Get('surprise')
  @OpenToAll()
  surprise(): never {
    throw new TypeError('tombola in /srv/secret.ts');
  }

  @Get('unmapped')
  @OpenToAll()
  async unmapped(): Promise<unknown> {
    return this.unitOfWork.read(`SELECT 1 / 0 AS tombola`);
  }

  @Post('payload')
  @HttpCode(200)
  @OpenToAll()
  payload(@Body() payload: ProbePayload): ProbePayload {
    return payload;
  }

  @Post('files')
  @AnyAccount()
  @BoundedUpload({ name: 'file', bytes: 1000 })
  file(@UploadedFile() file: UploadedBytes | undefined): { bytes: number } {
    return { bytes: file?.size ?? 0 };
  }

  @Post('acts')
  @AnyAccount()
  async act(@Body() _payload: ProbePayload): Promise<{ number: number }> {
    acts += 1;
    const number = acts;
    await gate;
    if (failWith) throw failWith;
    return { number };
  }
}

describe('a request', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi({ controllers: [ProbeController] });
  });
  afterAll(async () => api.close());

  it('that is refused is told why, in French, or in English for who asks', async () => {
    const french = await api
      .http()
      .get('/api/probe/taken?x=1')
      .set('Accept-Language', 'de, fr;q=0.5')
      .expect(409);
    expect(french.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(french.headers['content-language']).toBe('fr');
    expect(french.body).toEqual({
      type: 'urn:intendance:error:PROBE.TAKEN',
      title: 'Les faits s’y opposent',
      status: 409,
      code: 'PROBE.TAKEN',
      detail: 'C’est pris jusqu’au 2026-06-01.',
      instance: '/api/probe/taken',
      facts: { until: '2026-06-01' },
    });
    const english = await api.http().get('/api/probe/taken').set('Accept-Language', 'en-GB, fr;q=0.5');
    expect(english.body).toMatchObject({
      title: 'The facts forbid it',
      detail: 'It is taken until 2026-06-01.',
    });
    expect((await api.http().get('/api/probe/taken')).body.detail).toBe('C’est pris jusqu’au 2026-06-01.');
  });

  it.each(['broken', 'surprise', 'unmapped'])(
    'that meets a fault of ours (%s) learns nothing of the inside',
    async (probe) => {
      const answer = await api.http().get(`/api/probe/${probe}`).expect(500);
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(JSON.stringify(answer.body)).not.toMatch(/tombola|secret|\.ts|division|stack/);
      expect(answer.body.code).toBe(probe === 'broken' ? 'PROBE.CHAIN_BROKEN' : 'API.UNEXPECTED');
      if (probe !== 'broken') expect(answer.body.facts.reference).toMatch(/^[\da-f-]{36}$/);
    },
  );

  it('with wrong fields has each of them named, unknown ones too', async () => {
    const payload = { word: 'ab', lines: [{ count: 3 }, { count: 12 }], perdiod: 1 };
    const { body } = await api.http().post('/api/probe/payload').send(payload).expect(400);
    expect(body.code).toBe('API.INPUT_REFUSED');
    expect(body.errors).toEqual([
      {
        field: 'perdiod',
        rule: 'whitelistValidation',
        detail: '« perdiod » : n’est pas un champ connu ici.',
      },
      { field: 'word', rule: 'minLength', detail: '« word » : compte au moins 3 caractères.' },
      {
        field: 'lines.1.count',
        rule: 'max',
        detail: '« lignes, n°\u00a02, count » : doit valoir au plus 9.',
      },
    ]);
    const english = await api.http().post('/api/probe/payload').set('Accept-Language', 'en').send(payload);
    expect(english.body.errors[2].detail).toBe('count must not be greater than 9.');
    await api
      .http()
      .post('/api/probe/payload')
      .send({ word: 'abc', lines: [{ count: 9 }] })
      .expect(200);
  });

  it.each([
    ['malformed JSON', 'application/json', '{"word":', 400, 'API.REQUEST_MALFORMED'],
    ['JSON that is no object', 'application/json', '"word"', 400, 'API.REQUEST_MALFORMED'],
    ['another content type', 'text/plain', 'word', 400, 'API.INPUT_REFUSED'],
    ['an unknown charset', 'application/json; charset=klingon', '{}', 415, 'API.MEDIA_TYPE_REFUSED'],
    ['more than a megabyte', 'application/json', `{"word":"${'a'.repeat(1_100_000)}"}`, 413, 'API.TOO_LARGE'],
  ])('with %s is refused', async (_what, type, payload, status, code) => {
    const answer = await api.http().post('/api/probe/payload').set('Content-Type', type).send(payload);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('with a file larger than its route takes is refused', async () => {
    const member = await api.signedInAs('member');
    const upload = (bytes: number) =>
      member.post('/api/probe/files').attach('file', Buffer.alloc(bytes), 'x.csv');
    expect((await upload(1000).expect(201)).body).toEqual({ bytes: 1000 });
    expect((await upload(1001).expect(413)).body.code).toBe('API.TOO_LARGE');
    const elsewhere = await member.post('/api/probe/files').attach('autre', Buffer.alloc(10), 'x.csv');
    expect([elsewhere.status, elsewhere.body.code]).toEqual([400, 'API.REQUEST_MALFORMED']);
  });

  it('with a character that PostgreSQL cannot hold is refused, not a fault', async () => {
    const credentials = { email: 'a\u0000@essai.coop', password: 'deviné à peu près' };
    expect((await api.http().post('/api/session').send(credentials).expect(400)).body.code).toBe(
      'API.REQUEST_MALFORMED',
    );
    const administrator = await api.signedInAs('administrator');
    const account = { email: 'a@essai.coop', name: 'a\u0000b', password: 'neuf chevaux bleus', roles: [] };
    expect((await administrator.post('/api/accounts').send(account).expect(400)).body.code).toBe(
      'API.REQUEST_MALFORMED',
    );
  });

  it('for nothing that exists is told so, under the prefix and elsewhere', async () => {
    for (const path of ['/api/nothing', '/nothing', '/api', '/.env', '/api/docs/../../package.json']) {
      const answer = await api.http().get(path);
      expect([path, answer.status, answer.body.code]).toEqual([path, 404, 'API.ROUTE_UNKNOWN']);
    }
  });
});

describe('a write from another page', () => {
  let api: TestApi;
  let member: HttpAgent;
  let own: string;
  beforeAll(async () => {
    api = await startTestApi();
    member = await api.signedInAs('member');
    own = new URL(await api.app.getUrl()).origin;
  });
  afterAll(async () => api.close());

  it.each([
    [{ Origin: 'https://evil.example' }],
    [{ Origin: 'null' }],
    [{ 'Sec-Fetch-Site': 'cross-site' }],
    [{ 'Sec-Fetch-Site': 'same-site' }],
    [{ 'Sec-Fetch-Site': 'same-origin', Origin: 'https://evil.example' }],
  ])('is refused by %j', async (headers) => {
    for (const [method, path] of [
      ['post', '/api/session'],
      ['delete', '/api/session'],
      ['post', '/'],
      ['patch', '/api/nothing'],
    ] as const) {
      const answer = await member[method](path)
        .set(headers as Record<string, string>)
        .send({});
      expect([path, answer.status, answer.body.code]).toEqual([path, 403, 'API.ORIGIN_REFUSED']);
    }
    await member
      .get('/api/session')
      .set(headers as Record<string, string>)
      .expect(200);
  });

  it('is a write from our own page when the browser says so', async () => {
    const other = await api.signedInAs('member');
    await other.delete('/api/session').set({ Origin: own, 'Sec-Fetch-Site': 'same-origin' }).expect(204);
  });

  it('finds no inline script allowed anywhere, nor a frame', async () => {
    for (const path of ['/', '/api/docs', '/api/health', '/nothing']) {
      const policy = (await api.http().get(path)).headers['content-security-policy']!;
      expect(policy).toMatch(/default-src 'none'.*script-src 'self';.*frame-ancestors 'none'/);
    }
    for (const path of ['/', '/api/docs']) {
      expect((await api.http().get(path)).text).not.toMatch(/<script(?![^>]*\bsrc=)|\son\w+=|javascript:/);
    }
  });
});

describe('an Idempotency-Key', () => {
  let api: TestApi;
  let member: HttpAgent;
  const payload = { word: 'abonnement', lines: [{ count: 1 }] };
  beforeAll(async () => {
    api = await startTestApi({ controllers: [ProbeController] });
    member = await api.signedInAs('member');
  });
  afterAll(async () => api.close());
  beforeEach(() => {
    acts = 0;
    gate = Promise.resolve();
    failWith = null;
  });

  const post = (key: string, body: object = payload, agent = member) =>
    agent.post('/api/probe/acts').set('Idempotency-Key', key).send(body);

  it('makes a repeated request answer as the first, without acting again', async () => {
    const first = await post('clef-une-fois').expect(201);
    const second = await post('clef-une-fois').expect(201);
    expect([first.body, second.body, acts]).toEqual([{ number: 1 }, { number: 1 }, 1]);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(second.headers['idempotency-replayed']).toBe('true');
    // Without the key each request acts.
    await member.post('/api/probe/acts').send(payload).expect(201);
    expect(acts).toBe(2);
  });

  it('is refused for another payload, and belongs to one account', async () => {
    await post('clef-partagée'.replace('é', 'e')).expect(201);
    const other = await post('clef-partagee', { ...payload, word: 'autre' });
    expect([other.status, other.body.code, acts]).toEqual([409, 'API.IDEMPOTENCY_KEY_REUSED', 1]);
    const associate = await api.signedInAs('associate');
    expect((await post('clef-partagee', { ...payload, word: 'autre' }, associate)).status).toBe(201);
    expect(acts).toBe(2);
  });

  it('lets one of twenty simultaneous requests act', async () => {
    let open: () => void = () => undefined;
    gate = new Promise((resolve) => (open = resolve));
    const racing = Promise.all(
      Array.from({ length: 20 }, () =>
        post('clef-en-course').then(({ status, body }) => [status, body.code]),
      ),
    );
    while (acts === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await expect(post('clef-en-course')).resolves.toMatchObject({ status: 409 });
    open();
    const answers = await racing;
    expect(acts).toBe(1);
    expect(answers.filter(([status]) => status === 201).length).toBeGreaterThanOrEqual(1);
    for (const [status, code] of answers) {
      if (status !== 201) expect([status, code]).toEqual([409, 'API.IDEMPOTENCY_KEY_IN_PROGRESS']);
    }
    expect((await post('clef-en-course').expect(201)).body).toEqual({ number: 1 });
  });

  it('is free again after a refusal, which changed nothing', async () => {
    expect((await post('clef-corrigee', { word: 'ab', lines: [] })).status).toBe(400);
    failWith = probeErrors.TAKEN({ until: '2026-06-01' });
    expect((await post('clef-corrigee')).status).toBe(409);
    failWith = null;
    expect((await post('clef-corrigee')).status).toBe(201);
    expect(acts).toBe(2);
  });

  it('stays taken after a fault, whose outcome nobody knows', async () => {
    failWith = new Error('connection lost after commit');
    expect((await post('clef-panne')).status).toBe(500);
    failWith = null;
    const again = await post('clef-panne');
    expect([again.status, again.body.code, acts]).toEqual([409, 'API.IDEMPOTENCY_KEY_IN_PROGRESS', 1]);
  });

  it('is refused when it is too short, or on a file', async () => {
    expect((await post('court')).body.code).toBe('API.IDEMPOTENCY_KEY_MALFORMED');
    const upload = await member
      .post('/api/probe/acts')
      .set('Idempotency-Key', 'clef-fichier')
      .attach('file', Buffer.from('a;b'), 'x.csv');
    expect([upload.status, upload.body.code, acts]).toEqual([400, 'API.IDEMPOTENCY_KEY_ON_UPLOAD', 0]);
  });

  it('leaves no key and no payload in the database', async () => {
    await post('clef-secrete-42').expect(201);
    const rows = await api.database.unitOfWork.read('SELECT r::text FROM identity.idempotent_request r');
    expect(JSON.stringify(rows)).not.toMatch(/clef-secrete|abonnement/);
  });
});

describe('a database that does not answer', () => {
  it('is told as such, and the process stays up', async () => {
    const api = await startTestApi();
    try {
      await api.http().get('/api/ready').expect(200);
      await api.database.drop();
      const answer = await api.http().get('/api/ready');
      expect([answer.status, answer.body.code]).toEqual([503, 'API.DATABASE_UNAVAILABLE']);
      await api.http().get('/api/health').expect(200);
    } finally {
      await api.app.close();
    }
  });
});
