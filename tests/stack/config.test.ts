import { describe, expect, it } from 'vitest';
import { readConfig } from '../../local/config';

describe('the environment of pnpm start', () => {
  it.each([
    ['FRONTEND_URL', 'http://localhost:5173', 'http://localhost:5173'],
    ['FRONTEND_URL', 'https://exercises.example/', 'https://exercises.example'],
    ['FRONTEND_URL', '', undefined],
    ['DYNAMODB_ENDPOINT', 'http://localhost:8000/', 'http://localhost:8000'],
  ])('accepts %s=%s', (name, value, origin) => {
    const { frontendUrl, dynamoEndpoint } = readConfig({}, { [name]: value });
    expect(name === 'FRONTEND_URL' ? frontendUrl : dynamoEndpoint).toBe(origin);
  });

  it.each([
    'javascript:1',
    'localhost:4321',
    'localhost',
    '//localhost:4321',
    'ftp://localhost',
    'file:///index.html',
    'http://',
    'http://localhost:4321/app',
    'http://localhost:4321/?tab=1',
    'http://localhost:4321/#top',
    'http://me@localhost:4321',
    'http://localhost:99999',
  ])('rejects %s as a URL with a one-line error that names the variable', (value) => {
    const refusal = (name: string) => () => readConfig({}, { [name]: value });
    expect(refusal('FRONTEND_URL')).toThrow(
      `FRONTEND_URL must be a URL such as http://localhost:4321, not "${value}".`,
    );
    expect(refusal('DYNAMODB_ENDPOINT')).toThrow(
      `DYNAMODB_ENDPOINT must be a URL such as http://localhost:8000, not "${value}".`,
    );
  });
});
