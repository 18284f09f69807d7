/*
 * Runs once, inside the realm of the handlers; never imported. It removes every built-in that
 * AppSync does not list, freezes the rest, and returns the only function that this process calls.
 * Handlers cannot reach anything outside the realm: no object holds the bridge or the CPU clock,
 * and both accept and return only strings and numbers.
 *
 * The list: https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html
 */
(function (bridge, cpuMs, surface, codeFile) {
  'use strict';

  // AppSync's loops and iteration methods silently stop after this many elements.
  const LIMIT = 1000;

  // Far longer than code with bounded loops needs, and short enough not to look like a hang.
  const MAX_MS = 1000;

  const realmGlobal = globalThis;
  const NativeArray = Array;
  const NativeProxy = Proxy;
  const NativeTypeError = TypeError;
  const NativeError = Error;
  const { apply, ownKeys, deleteProperty, getPrototypeOf } = Reflect;
  const { assign, create, defineProperty, entries, freeze, hasOwn, keys, values } = Object;
  const { isArray } = NativeArray;
  const clock = Date.now;
  const parse = JSON.parse;
  const stringify = JSON.stringify;
  const arrayPrototype = Array.prototype;
  const stringPrototype = String.prototype;
  const { indexOf, slice, sort, map, join, push } = arrayPrototype;
  const native = { replace: stringPrototype.replace, replaceAll: stringPrototype.replaceAll };
  const stringSlice = stringPrototype.slice;
  const search = RegExp.prototype.test;
  const spread = (text) => [...text];

  const method = (target, name, value) => {
    defineProperty(target, name, {
      value,
      writable: false,
      enumerable: false,
      configurable: false,
    });
  };

  // ---- the bridge ----

  // Thrown to leave a handler after util.error and similar calls. Handlers cannot catch it.
  const HALT = freeze({});

  const call = (name, args) => {
    const answer = bridge(name, stringify(args));
    const rest = apply(stringSlice, answer, [1]);
    switch (answer[0]) {
      case 'v':
        return parse(rest);
      case 'u':
        return undefined;
      case 'h':
        throw HALT;
      default:
        throw new NativeError(rest);
    }
  };

  // A member that AppSync supports and the local AppSync does not.
  const unsupported = (path) => {
    const fail = () => {
      throw new NativeError(`${path} is not supported by the local AppSync`);
    };
    return new NativeProxy(fail, { get: fail, apply: fail });
  };

  // A namespace. It throws for a member that AppSync does not have, instead of returning undefined.
  const namespace = (path, members) =>
    new NativeProxy(freeze(members), {
      get(target, key) {
        if (typeof key === 'symbol') return undefined;
        if (hasOwn(target, key)) return target[key];
        throw new NativeError(`${path}.${key} does not exist in APPSYNC_JS`);
      },
    });

  const build = (path, tree) => {
    const members = create(null);
    for (const [name, kind] of entries(tree)) {
      const full = `${path}.${name}`;
      if (kind === 'function') {
        members[name] = freeze(special[full] ?? ((...args) => call(full, args)));
      } else if (kind === 'unsupported') members[name] = unsupported(full);
      else members[name] = build(full, kind);
    }
    return namespace(path, members);
  };

  // The errors that the current handler and earlier ones appended.
  let outErrors = [];
  const special = {
    'util.appendError': (...args) => {
      const entry = call('util.appendError', args);
      if (entry) apply(push, outErrors, [entry]);
    },
  };

  const { globals: globalTrees, modules: moduleTrees, builtIns } = parse(surface);
  const globals = create(null);
  for (const [name, tree] of entries(globalTrees)) globals[name] = build(name, tree);
  const modules = create(null);
  for (const [name, { path, tree, members }] of entries(moduleTrees)) {
    if (members) {
      modules[name] = {};
      for (const member of members) modules[name][member] = globals[member];
    } else {
      modules[name] = tree === 'unsupported' ? unsupported(path) : build(path, tree);
    }
  }

  // ---- time ----

  // Functions, loops and iteration methods start with a tick. Every 256th tick checks the clock.
  // (A time limit of node:vm costs a thread for each run, ten times what the run itself costs.)
  // The limit is on CPU time: on a busy machine, a handler may wait to be scheduled.
  let steps = 0;
  let looked = 0;
  let startedCpu = 0;
  const tick = () => {
    steps += 1;
    if (steps % 256 !== 0 || clock() - looked <= MAX_MS) return;
    looked = clock();
    if (cpuMs() - startedCpu > MAX_MS) {
      throw new NativeError(`the handler ran for more than ${MAX_MS} ms`);
    }
  };

  // ---- console ----

  const written = (value) => {
    if (value === undefined || typeof value === 'function') return 'undefined';
    return stringify(value);
  };
  const log =
    (line, column, level) =>
    (...args) => {
      call('console', [line, column, level, apply(join, apply(map, args, [written]), [' '])]);
    };

  // ---- operators ----

  // Null and undefined are the same value.
  const settled = (value) => (value === undefined ? null : value);
  const same = (a, b) => a === b || settled(a) === settled(b);
  const different = (a, b) => !same(a, b);
  // Both sides are arguments, so both are evaluated.
  const coalesce = (a, b) => a ?? b;
  // An omitted parameter is destructured like an empty object.
  const given = (value) => (value === undefined ? {} : value);
  const typeOf = (value) => (typeof value === 'function' ? 'undefined' : typeof value);

  // ---- built-ins ----

  const define = (target, methods) => {
    for (const name of ownKeys(methods)) method(target, name, methods[name]);
  };
  // Freezes an object and its functions.
  const freezeWhole = (target) => {
    for (const key of ownKeys(target)) {
      const value = target[key];
      if (typeof value === 'function') freeze(value);
    }
    freeze(target);
  };
  const keep = (target, names) => {
    for (const key of ownKeys(target)) {
      if (apply(indexOf, names, [key]) < 0) deleteProperty(target, key);
    }
  };

  const iterator = Symbol.iterator;
  const arrayMethods =
    'length concat fill flat join pop push reverse shift slice splice unshift'.split(' ');
  const stringMethods = (
    'length charAt concat endsWith indexOf lastIndexOf slice split startsWith substring ' +
    'toLowerCase toUpperCase trim trimEnd trimStart'
  ).split(' ');
  const forwards = 'forEach map flatMap filter reduce find some every findIndex'.split(' ');
  const backwards = 'reduceRight findLast findLastIndex'.split(' ');
  const bounded = {};
  for (const name of forwards) {
    const original = arrayPrototype[name];
    assign(bounded, {
      [name](...args) {
        tick();
        return apply(original, this.length > LIMIT ? apply(slice, this, [0, LIMIT]) : this, args);
      },
    });
  }
  for (const name of backwards) {
    const original = arrayPrototype[name];
    // The index is the callback's second parameter, or its third after the accumulator.
    const at = name === 'reduceRight' ? 2 : 1;
    assign(bounded, {
      [name](callback, ...rest) {
        tick();
        const skipped = this.length - LIMIT;
        if (skipped <= 0) return apply(original, this, [callback, ...rest]);
        const shifted = (...args) => {
          args[at] += skipped;
          return callback(...args);
        };
        const found = apply(original, apply(slice, this, [skipped]), [shifted, ...rest]);
        return name === 'findLastIndex' && found >= 0 ? found + skipped : found;
      },
    });
  }
  const finding = {};
  for (const name of ['includes', 'indexOf', 'lastIndexOf']) {
    const original = arrayPrototype[name];
    assign(finding, {
      [name](...args) {
        if (settled(args[0]) !== null) return apply(original, this, args);
        args[0] = null;
        return apply(original, apply(map, this, [settled]), args);
      },
    });
  }
  const sorting = {
    sort(comparator) {
      if (comparator !== undefined) throw new NativeTypeError('sort() does not accept a function');
      return apply(sort, this, []);
    },
  };

  // Patterns have Java's syntax. One without metacharacters is the same in both languages.
  const metaCharacter = /[\\^$.|?*+()[\]{}]/;
  const replacing = {};
  for (const name of ['replace', 'replaceAll']) {
    assign(replacing, {
      [name](pattern, replacement) {
        if (typeof replacement === 'function') {
          throw new NativeTypeError(`${name}() does not accept a function`);
        }
        const plain =
          !apply(search, metaCharacter, [`${pattern}`]) &&
          !apply(search, metaCharacter, [`${replacement}`]);
        return plain
          ? apply(native[name], this, [pattern, replacement])
          : call(`string.${name}`, [`${this}`, `${pattern}`, `${replacement}`]);
      },
    });
  }

  const arrayIterator = getPrototypeOf([][iterator]());
  const stringIterator = getPrototypeOf(''[iterator]());
  const iteratorPrototype = getPrototypeOf(arrayIterator);

  keep(arrayPrototype, [iterator, ...arrayMethods]);
  define(arrayPrototype, bounded);
  define(arrayPrototype, finding);
  define(arrayPrototype, sorting);
  keep(stringPrototype, [iterator, ...stringMethods]);
  define(stringPrototype, replacing);

  const emptied = [
    Object.prototype,
    Function.prototype,
    Number.prototype,
    Boolean.prototype,
    Symbol.prototype,
    BigInt.prototype,
  ];
  for (const prototype of emptied) keep(prototype, []);
  for (const prototype of [arrayIterator, stringIterator]) keep(prototype, ['next']);
  keep(iteratorPrototype, [iterator]);

  const own = {
    // Returns an empty string for invalid JSON.
    'JSON.parse': (text) => {
      try {
        return parse(text);
      } catch {
        return '';
      }
    },
    'console.log': log(0, 0, 'log'),
    'console.error': log(0, 0, 'error'),
  };
  const allowed = { ...globals };
  for (const [name, members] of entries(builtIns)) {
    allowed[name] = {};
    for (const member of members) {
      allowed[name][member] = own[`${name}.${member}`] ?? realmGlobal[name][member];
    }
  }
  keep(realmGlobal, ['Infinity', 'NaN', 'undefined']);
  for (const [name, value] of entries(allowed)) {
    freezeWhole(value);
    method(realmGlobal, name, value);
  }
  for (const intrinsic of [
    arrayPrototype,
    stringPrototype,
    ...emptied,
    arrayIterator,
    stringIterator,
    iteratorPrototype,
    NativeError.prototype,
    NativeTypeError.prototype,
  ]) {
    freezeWhole(intrinsic);
  }
  for (const module of values(modules)) freeze(module);
  freeze(modules);

  // ---- error positions ----

  // The engine formats stack traces with `Error.prepareStackTrace`, if there is one. This realm
  // exposes its own only while it reads a position, so handlers see no `Error`.
  let locating = false;
  const locator = freeze({
    prepareStackTrace(_, frames) {
      for (const frame of frames) {
        if (frame.getFileName() !== codeFile) continue;
        return freeze({ line: frame.getLineNumber(), column: frame.getColumnNumber() });
      }
      return null;
    },
  });
  const positionOf = (error) => {
    locating = true;
    const position = error.stack;
    locating = false;
    return typeof position === 'object' ? position : null;
  };
  defineProperty(realmGlobal, 'Error', { get: () => (locating ? locator : undefined) });

  // ---- loops ----

  // A copy, because for-of does not visit elements that are pushed while it runs.
  const loop = (iterable) => {
    tick();
    if (typeof iterable === 'string') return apply(slice, spread(iterable), [0, LIMIT]);
    if (isArray(iterable)) return apply(slice, iterable, [0, LIMIT]);
    throw new NativeTypeError(`${typeof iterable} is not iterable`);
  };
  const loopKeys = (object) => {
    tick();
    if (object === null || object === undefined) return object;
    const all = keys(object);
    if (all.length <= LIMIT) return object;
    const first = {};
    for (let i = 0; i < LIMIT; i += 1) first[all[i]] = true;
    return first;
  };

  // ---- handlers ----

  const hide = (object, key) => {
    if (object && hasOwn(object, key)) defineProperty(object, key, { enumerable: false });
  };
  // A property that is parsed from JSON on first access, and an ordinary property afterwards.
  const lazily = (object, key, text, enumerable) => {
    const become = (value) => {
      defineProperty(object, key, { value, writable: true, enumerable, configurable: true });
      return value;
    };
    const get = () => become(parse(text));
    defineProperty(object, key, { get, set: become, enumerable, configurable: true });
  };
  const contextOf = (data) => {
    // Not enumerable: JSON.stringify(ctx) contains the arguments only once.
    return freeze(defineProperty(data, 'args', { value: data.arguments }));
  };

  freeze(realmGlobal);

  return (module, handler, context, variables, selectionSetList, selectionSetGraphQL) => {
    const data = parse(context);
    outErrors = data.outErrors;
    // Each can be a megabyte, passed to a thousand handlers that do not read it.
    lazily(data.info, 'variables', variables, true);
    // JSON.stringify(ctx.info) omits these.
    lazily(data.info, 'selectionSetList', selectionSetList, false);
    data.info.selectionSetGraphQL = selectionSetGraphQL;
    hide(data.info, 'selectionSetGraphQL');
    steps = 0;
    looked = clock();
    startedCpu = cpuMs();
    try {
      const handlers = module(
        modules,
        loop,
        loopKeys,
        log,
        tick,
        coalesce,
        same,
        different,
        typeOf,
        settled,
        given,
      );
      const value = handlers[handler](contextOf(data));
      return stringify({ value, stash: data.stash });
    } catch (error) {
      const ended =
        error === HALT
          ? {}
          : { fault: `${error.name}: ${error.message}`, position: positionOf(error) };
      try {
        return stringify({ ...ended, stash: data.stash });
      } catch {
        return stringify(ended);
      }
    }
  };
});
