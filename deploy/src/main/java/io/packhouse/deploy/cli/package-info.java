/** The command line. */
@NullMarked
package io.packhouse.deploy.cli;

import org.jspecify.annotations.NullMarked;
