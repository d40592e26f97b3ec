@NullMarked
package io.packhouse.envbuilder.archives;

import org.jspecify.annotations.NullMarked;
