package com.acme;

/** Something with a price, by default. */
interface Priced {
  default long price(int amount) {
    return amount * 3L;
  }
}
