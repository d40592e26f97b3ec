package io.packhouse.platform.config;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** Makes records of settings: a component {@code topicPrefix} is the key {@code topic-prefix} of the section. */
final class RecordBinder {

    private final NavigableMap<String, Setting> settings;

    RecordBinder(NavigableMap<String, Setting> settings) {
        this.settings = settings;
    }

    /**
     * Makes the record of the section {@code prefix}.
     *
     * @throws ConfigException
     *             when a value does not fit, or the record's own constructor refuses the values
     * @throws IllegalStateException
     *             when the record and the default files do not go together
     */
    <T extends Record> T bind(String prefix, Class<T> type) {
        var components = type.getRecordComponents();
        var arguments = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            arguments[i] = value(prefix + "." + kebab(components[i].getName()), components[i].getAnnotatedType());
        }
        try {
            var constructor = type
                    .getDeclaredConstructor(Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw new ConfigException(blamed(prefix) + ": " + sentence(refused.getMessage()), refused);
            }
            throw new IllegalStateException("the record " + type.getName() + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the record " + type.getName() + " cannot be made", e);
        }
    }

    private @Nullable Object value(String key, AnnotatedType annotated) {
        Class<?> type = rawType(annotated.getType());
        var setting = settings.get(key);
        if (type == Optional.class) {
            return setting == null || isEmpty(setting)
                    ? Optional.empty()
                    : Optional.ofNullable(scalar(setting, rawType(argument(annotated, 0).getType())));
        }
        if (type == Map.class) {
            return map(key, rawType(argument(annotated, 1).getType()));
        }
        var conversion = Conversion.to(type);
        if (conversion.isEmpty() && type.isRecord()) {
            return bind(key, type.asSubclass(Record.class));
        }
        boolean mayBeEmpty = annotated.isAnnotationPresent(Nullable.class);
        if (setting == null) {
            return absent(key, mayBeEmpty);
        }
        if (type == List.class) {
            return list(setting, rawType(argument(annotated, 0).getType()));
        }
        return mayBeEmpty && isEmpty(setting) ? null : scalar(setting, type);
    }

    /** Entries of open maps have no defaults; every other key has one. */
    private @Nullable Object absent(String key, boolean mayBeEmpty) {
        var parent = settings.values().stream().filter(setting -> setting.known().covers(key)).findFirst();
        if (parent.isEmpty()) {
            throw new IllegalStateException("no default file has a default for " + key);
        }
        if (mayBeEmpty) {
            return null;
        }
        throw new ConfigException(key + " is missing (" + parent.get().key() + ", " + parent.get().origin()
                + ", belongs to the same entry) but must be given.");
    }

    private List<Object> list(Setting setting, Class<?> type) {
        var conversion = conversion(type);
        // Within an open map a flag is not known to be a list before its component says so.
        List<String> items = switch (setting.value()) {
            case RawValue.Items list -> list.items();
            case RawValue.Text(String text) -> RawValue.Items.of(text).items();
            case RawValue.OpenMap _ -> throw setting.wrong("a list");
        };
        return items.stream().map(item -> convert(setting, item, conversion)).toList();
    }

    private static Object scalar(Setting setting, Class<?> type) {
        if (setting.value() instanceof RawValue.Items) {
            throw setting.wrong("a single value");
        }
        return convert(setting, setting.value().toString(), conversion(type));
    }

    private static Object convert(Setting setting, String text, Function<String, Object> conversion) {
        try {
            return conversion.apply(text);
        } catch (IllegalArgumentException e) {
            throw setting.wrong(String.valueOf(e.getMessage()));
        }
    }

    private Map<String, Object> map(String key, Class<?> type) {
        var entries = settings.subMap(key + ".", key + "/");
        Map<String, Object> map = new LinkedHashMap<>();
        entries.forEach((full, setting) -> {
            String rest = full.substring(key.length() + 1);
            if (Conversion.to(type).isPresent()) {
                map.put(rest, scalar(setting, type));
            } else {
                map.computeIfAbsent(rest.split("\\.", 2)[0], name -> entry(key + "." + name, type.asSubclass(Record.class)));
            }
        });
        return map;
    }

    private Object entry(String prefix, Class<? extends Record> type) {
        var names = Arrays.stream(type.getRecordComponents()).map(component -> prefix + "." + kebab(component.getName()))
                .toList();
        settings.subMap(prefix + ".", prefix + "/").forEach((key, setting) -> {
            if (names.stream().noneMatch(name -> key.equals(name) || key.startsWith(name + "."))) {
                throw UnknownKey.of(key, setting.origin(), names);
            }
        });
        if (settings.containsKey(prefix)) {
            throw settings.get(prefix).wrong("an entry with the keys " + String.join(", ", names));
        }
        return bind(prefix, type);
    }

    /** The settings of the section that the operator changed, as those are what its record complains of. */
    private String blamed(String prefix) {
        var changed = settings.subMap(prefix + ".", prefix + "/").values().stream().filter(setting -> !setting.isDefault())
                .map(setting -> setting.key() + " (" + setting.origin() + ")").collect(Collectors.joining(", "));
        return changed.isEmpty() ? prefix : changed;
    }

    private static String sentence(@Nullable String message) {
        String text = message == null ? "the values do not go together" : message;
        return text.endsWith(".") ? text : text + ".";
    }

    private static boolean isEmpty(Setting setting) {
        return setting.value().toString().isEmpty();
    }

    private static Function<String, Object> conversion(Class<?> type) {
        return Conversion.to(type)
                .orElseThrow(() -> new IllegalStateException("configuration has no values of " + type.getName()));
    }

    private static AnnotatedType argument(AnnotatedType type, int index) {
        return ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[index];
    }

    private static Class<?> rawType(Type type) {
        return type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : (Class<?>) type;
    }

    private static String kebab(String component) {
        return component.replaceAll("(\\p{Upper})", "-$1").toLowerCase(Locale.ROOT);
    }
}
