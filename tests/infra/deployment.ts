/** A resource as a deploy would register it. */
export interface Resource {
  /** `aws:dynamodb/table:Table` */
  readonly type: string;
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Its name in AWS, which Pulumi makes up when the program gives none. */
  readonly physicalName: string;
  /** `<type> <name>` of everything that Pulumi creates, and changes, before it. */
  readonly dependencies: readonly string[];
  /** Left alone in AWS when it goes from the program. */
  readonly retained: boolean;
}

/** What SST was told to do with a function before it is uploaded. */
export interface FunctionBuild {
  readonly functionID: string;
  readonly handler: string;
  readonly runtime: string;
  /** What the function can read, by name of the link. */
  readonly links: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly properties: {
    readonly minify?: boolean;
    readonly esbuild?: { readonly external?: string[] };
  };
  /** The bundle, not minified. */
  readonly code: string;
}

/** What a deploy of one stage would do, as the program tells it. */
export interface Program {
  readonly resources: readonly Resource[];
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Names of the outputs that are kept encrypted. */
  readonly secretOutputs: readonly string[];
}

/** What `app()` of `sst.config.ts` answers for a stage. */
export interface App {
  readonly name: string;
  readonly home: string;
  readonly removal: string;
  readonly protect: boolean;
  readonly providers: { readonly aws: { readonly version: string; readonly region: string } };
}

export interface Deployment extends Program {
  readonly stage: string;
  readonly app: App;
  readonly builds: readonly FunctionBuild[];
}
