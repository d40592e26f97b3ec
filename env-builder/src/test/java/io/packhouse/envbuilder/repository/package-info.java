@NullMarked
package io.packhouse.envbuilder.repository;

import org.jspecify.annotations.NullMarked;
