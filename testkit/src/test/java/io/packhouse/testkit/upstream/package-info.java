@NullMarked
package io.packhouse.testkit.upstream;

import org.jspecify.annotations.NullMarked;
