@NullMarked
package io.packhouse.envbuilder.data;

import org.jspecify.annotations.NullMarked;
