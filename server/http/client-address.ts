/**
 * Set by the front door to the address that a request came from, as it counts limits; whatever a client sends under
 * this name is overwritten there.
 */
export const CLIENT_ADDRESS_HEADER = "x-client-address";
