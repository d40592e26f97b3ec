/** The command and the result of building custom installers (Seattle Custom Installer Builder). */
@NullMarked
package io.packhouse.contracts.installers;

import org.jspecify.annotations.NullMarked;
