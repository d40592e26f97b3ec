/**
 * The documents of AddonScript as records: requests and answers of the environment builder, and manifests; read strictly, with
 * every complaint in its place. Pure functions: no network, no files, no time.
 */
@NullMarked
package io.packhouse.addonscript.documents;

import org.jspecify.annotations.NullMarked;
