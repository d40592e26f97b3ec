/** The repository of add-ons, recipes and their data: a directory that is read, linted, watched, and told to the house. */
@NullMarked
package io.packhouse.envbuilder.repository;

import org.jspecify.annotations.NullMarked;
