import { Client, fetchExchange } from '@urql/core';
import { afterAll, describe, expect, it } from 'vitest';
import { API_KEY, servePosts, TOKEN } from './servedPosts';

const served = await servePosts();
afterAll(() => served.close());

const givenClient = (headers: Record<string, string>): Client =>
  new Client({
    url: served.graphqlUrl,
    exchanges: [fetchExchange],
    preferGetMethod: false,
    fetchOptions: { headers },
  });

const client = givenClient({ 'x-api-key': API_KEY });

describe('urql', () => {
  it.each([
    ['an API key', { 'x-api-key': API_KEY }, 'API Key Authorization of nobody'],
    ['a token', { authorization: TOKEN }, 'Lambda Authorization of ada'],
  ])('authenticates with %s', async (_, headers, whoami) => {
    const { data, error } = await givenClient(headers).query('{ whoami }', {});
    expect({ data, error }).toEqual({ data: { whoami }, error: undefined });
  });

  it('queries and mutates with variables', async () => {
    const { data: queried } = await client.query('query ($id: ID!) { post(id: $id) { id } }', {
      id: '7',
    });
    expect(queried).toEqual({ post: { id: '7' } });
    const { data: mutated } = await client.mutation(
      'mutation ($title: String!) { addPost(author: "ada", title: $title) { author title } }',
      { title: 'Tide' },
    );
    expect(mutated).toEqual({ addPost: { author: 'ada', title: 'Tide' } });
  });

  it('reports the error of a resolver, with the rest of the data', async () => {
    const { data, error } = await client.query('{ broken { id } post(id: "1") { id } }', {});
    expect(data).toEqual({ broken: null, post: { id: '1' } });
    expect(error?.message).toBe('[GraphQL] It broke.');
    expect(error?.graphQLErrors[0]).toMatchObject({ path: ['broken'] });
  });

  it('reports a refusal with its response', async () => {
    const { data, error } = await givenClient({ authorization: 'of nobody' }).query(
      '{ whoami }',
      {},
    );
    expect(data).toBeFalsy();
    expect(error?.message).toBe('[GraphQL] You are not authorized to make this call.');
    expect((error?.response as Response).status).toBe(401);
  });
});
