/** An add-on as its author had it before it was built: packages of files, each with a package.json. */
@NullMarked
package io.packhouse.repackager.addon;

import org.jspecify.annotations.NullMarked;
