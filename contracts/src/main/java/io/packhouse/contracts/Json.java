package io.packhouse.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * The JSON of everything that goes between modules and into the object store: {@code snake_case} members, ISO 8601 times,
 * unknown members and unknown enumeration values tolerated, at most 64 levels deep.
 *
 * <p>
 * A value of another type is refused and not bent into shape: {@code 10.5}, {@code "10"} and {@code true} are no integers, and
 * a missing number is not 0.
 */
public final class Json {

    /** The deepest nesting that is read, and written. */
    public static final int DEPTH_LIMIT = 64;

    private static final ObjectMapper MAPPER = JsonMapper
            .builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH_LIMIT).build())
                    .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(DEPTH_LIMIT).build()).build())
            .addModule(new JavaTimeModule()).addModule(new Jdk8Module())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT).disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build();

    private Json() {
    }

    /** The shared mapper; never reconfigure it. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** {@code value} as UTF-8 JSON. */
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + value.getClass().getName(), e);
        }
    }

    /** Reads {@code json} as a {@code T}; {@link UncheckedIOException} when it is not one. */
    public static <T> T read(byte[] json, Class<T> type) {
        try {
            T value = MAPPER.readValue(json, type);
            if (value == null) {
                throw new IOException("the document is null, not a " + type.getSimpleName());
            }
            return value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code value} as a tree. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** A tree as a {@code T}; {@link IllegalArgumentException} when it is not one. */
    public static <T> T convert(JsonNode tree, Class<T> type) {
        try {
            T value = MAPPER.treeToValue(tree, type);
            if (value == null) {
                throw new IllegalArgumentException("no " + type.getSimpleName() + ": it is null or empty");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no " + type.getSimpleName() + ": " + reason(e), e);
        }
    }

    /** A record's own complaint where there is one, and the place. */
    private static String reason(JsonProcessingException e) {
        Throwable own = e.getCause();
        boolean said = (own instanceof IllegalArgumentException || own instanceof NullPointerException)
                && own.getMessage() != null;
        String what = said ? own.getMessage() : e.getOriginalMessage();
        return e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
                ? what + " (at " + pointer(mapping) + ")"
                : what;
    }

    /** RFC 6901. */
    private static String pointer(JsonMappingException e) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            pointer.append('/')
                    .append(step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName());
        }
        return pointer.toString();
    }
}
