/**
 * AddonScript version 2: versions, documents, the rules of requests, recipes. Reads and judges; fetches, builds and stores
 * nothing.
 */
@NullMarked
package io.packhouse.addonscript;

import org.jspecify.annotations.NullMarked;
