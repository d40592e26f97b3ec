@NullMarked
package io.packhouse.envbuilder.patches;

import org.jspecify.annotations.NullMarked;
