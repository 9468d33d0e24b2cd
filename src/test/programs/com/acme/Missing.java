package com.acme;

/** A type whose class file the tests delete: it can never be loaded. */
public class Missing {}
