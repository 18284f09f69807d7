export declare function refusal(version: string, engines: string): string | null;
