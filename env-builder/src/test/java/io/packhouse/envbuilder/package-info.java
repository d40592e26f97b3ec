@NullMarked
package io.packhouse.envbuilder;

import org.jspecify.annotations.NullMarked;
