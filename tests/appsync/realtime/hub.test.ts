import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { passesArguments } from '../../../local/appsync/realtime/filters';
import { createHub, type Hub, type Subscription } from '../../../local/appsync/realtime/hub';
import { shaper, subscribedField } from '../../../local/appsync/realtime/shape';
import { readSchema } from '../../../local/appsync/schema';

const { schema } = readSchema(
  /* GraphQL */ `
    type Query {
      post: Post
    }
    type Mutation {
      addPost: Post
      editPost: Post
      dropPost: Post
    }
    type Subscription {
      onPost(id: ID, title: String): Post @aws_subscribe(mutations: ["addPost", "editPost"])
      onDrop: Post @aws_subscribe(mutations: ["dropPost"])
    }
    type Post {
      id: ID!
      title: String
      views: Int!
      data: AWSJSON
      next: Post
    }
  `,
  'API_KEY',
);

/** A subscription as an API would make it of a validated document. */
function subscription(query: string, variables: Record<string, unknown> = {}): Subscription {
  const document = parse(query);
  const field = subscribedField(schema, document, undefined, variables)!;
  return {
    field: field.name,
    mutations: field.mutations,
    accepts: (payload) => passesArguments(field.args, payload),
    shape: shaper(schema, document, undefined, variables),
  };
}

/** What a subscriber gets, and whether it was ended. */
function listen(
  hub: Hub,
  to: Subscription,
): { got: unknown[]; ended: () => boolean; leave: () => void } {
  const got: unknown[] = [];
  let ended = false;
  const leave = hub.subscribe(to, {
    deliver: (message) => got.push(message),
    end: () => {
      ended = true;
    },
  });
  return { got, ended: () => ended, leave };
}

describe('publish', () => {
  it('reaches the fields that list the mutation, and no others', () => {
    const hub = createHub();
    const posts = listen(hub, subscription('subscription { onPost { id } }'));
    const drops = listen(hub, subscription('subscription { onDrop { id } }'));
    hub.publish('editPost', { id: '1' });
    hub.publish('somethingElse', { id: '2' });
    expect(posts.got).toEqual([{ data: { onPost: { id: '1' } } }]);
    expect(drops.got).toEqual([]);
  });

  it('reaches whom the arguments let it', () => {
    const hub = createHub();
    const query =
      'subscription ($id: ID, $title: String) { onPost(id: $id, title: $title) { id } }';
    const all = listen(hub, subscription(query));
    const one = listen(hub, subscription(query, { id: '1' }));
    const untitled = listen(hub, subscription(query, { title: null }));
    hub.publish('addPost', { id: '1', title: 'a' });
    hub.publish('addPost', { id: '2', title: null });
    hub.publish('addPost', { id: '3' });
    const ids = ({ got }: { got: unknown[] }): unknown[] =>
      got.map((message) => (message as { data: { onPost: { id: string } } }).data.onPost.id);
    expect(ids(all)).toEqual(['1', '2', '3']);
    expect(ids(one)).toEqual(['1']);
    expect(ids(untitled)).toEqual(['2', '3']);
  });

  it('says nothing of a mutation that answered null', () => {
    const hub = createHub();
    const { got } = listen(hub, subscription('subscription { onPost { id } }'));
    hub.publish('addPost', null);
    expect(got).toEqual([]);
  });

  it('does not reach who left', () => {
    const hub = createHub();
    const { got, leave } = listen(hub, subscription('subscription { onPost { id } }'));
    leave();
    hub.publish('addPost', { id: '1' });
    expect(got).toEqual([]);
  });
});

describe('the shape of a message', () => {
  it("is the subscriber's own selection, with its aliases", () => {
    const hub = createHub();
    const query =
      'subscription { post: onPost { key: id ...more } } fragment more on Post { title }';
    const { got } = listen(hub, subscription(query));
    hub.publish('addPost', { id: '1', title: 'a', views: 3 });
    expect(got).toEqual([{ data: { post: { key: '1', title: 'a' } } }]);
  });

  it('has null for what the mutation did not select', () => {
    const hub = createHub();
    const query = 'subscription { onPost { id title next { id } } }';
    const { got } = listen(hub, subscription(query));
    hub.publish('addPost', { id: '1' });
    expect(got).toEqual([{ data: { onPost: { id: '1', title: null, next: null } } }]);
  });

  it('has an error where the schema allows no null', () => {
    const hub = createHub();
    const { got } = listen(hub, subscription('subscription { onPost { id views } }'));
    hub.publish('addPost', { id: '1' });
    expect(got).toEqual([
      {
        data: { onPost: null },
        errors: [
          {
            path: ['onPost', 'views'],
            locations: null,
            message:
              "Cannot return null for non-nullable type: 'Int' within parent 'Post' (/onPost/views)",
          },
        ],
      },
    ]);
  });

  it('keeps AWSJSON the text that the mutation answered', () => {
    const hub = createHub();
    const { got } = listen(hub, subscription('subscription { onPost { data } }'));
    hub.publish('addPost', { data: '{"a":[1,"b"]}' });
    expect(got).toEqual([{ data: { onPost: { data: '{"a":[1,"b"]}' } } }]);
  });
});

describe('subscribedField', () => {
  it('is none when there is not exactly one', () => {
    const two = parse('subscription { onPost { id } onDrop { id } }');
    expect(subscribedField(schema, two, undefined, {})).toBeNull();
  });
});

describe('invalidate', () => {
  it('ends what its filter names, of that field', () => {
    const hub = createHub();
    const made = subscription('subscription { onPost { id } }');
    const isInvalidatedBy = (payload: unknown): boolean => passesArguments({ id: '1' }, payload);
    const named = listen(hub, { ...made, isInvalidatedBy });
    const without = listen(hub, made);
    hub.invalidate('onDrop', { id: '1' });
    hub.invalidate('onPost', { id: '2' });
    expect(named.ended()).toBe(false);
    hub.invalidate('onPost', { id: '1' });
    hub.publish('addPost', { id: '9' });
    expect([named.ended(), named.got]).toEqual([true, []]);
    expect([without.ended(), without.got.length]).toEqual([false, 1]);
  });
});
