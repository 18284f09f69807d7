/** A resource as a deploy would register it. */
export interface Resource {
  /** `aws:dynamodb/table:Table` */
  readonly type: string;
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** The name in AWS. Pulumi generates it when the program gives none. */
  readonly physicalName: string;
  /** `<type> <name>` of everything that Pulumi creates and changes first. */
  readonly dependencies: readonly string[];
  /** Kept in AWS after it is removed from the program. */
  readonly retained: boolean;
  /** Removed from AWS before its replacement is created. */
  readonly removedFirst: boolean;
}

/** How SST builds a function before it is uploaded. */
export interface FunctionBuild {
  readonly functionID: string;
  readonly handler: string;
  readonly runtime: string;
  /** The values that the function can read, by name of the link. */
  readonly links: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly properties: {
    readonly minify?: boolean;
    readonly esbuild?: { readonly external?: string[] };
  };
  /** The bundle, not minified. */
  readonly code: string;
}

/** What a deploy of one stage would do. */
export interface Program {
  readonly resources: readonly Resource[];
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Names of the outputs that are encrypted. */
  readonly secretOutputs: readonly string[];
}

/** The result of `app()` in `sst.config.ts` for a stage. */
export interface App {
  readonly name: string;
  readonly home: string;
  readonly removal: string;
  readonly protect: boolean;
  readonly providers: {
    readonly aws: {
      readonly version: string;
      readonly region: string;
      readonly defaultTags: { readonly tags: Readonly<Record<string, string>> };
    };
  };
}

export interface Deployment extends Program {
  readonly stage: string;
  readonly app: App;
  readonly builds: readonly FunctionBuild[];
}
