export declare const nodeAlias: { [module: string]: string };
