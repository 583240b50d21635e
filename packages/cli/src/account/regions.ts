/** The regions of the APIs. */
export const REGIONS = ["us", "eu", "br"] as const;

/** A region of the APIs. */
export type Region = (typeof REGIONS)[number];
