package io.packhouse.addonscript.documents;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The arguments of a game while patches are applied, one after the other (AddonScript, "Game Argument Object"): {@code replace}
 * drops what has the key and keeps later ones out unless they replace too, {@code append} adds, {@code expand} adds what is not
 * there, {@code override} drops everything. For one thread.
 */
public final class GameArguments {

    private final List<GameArgument> arguments = new ArrayList<>();
    private final Set<String> replaced = new HashSet<>();

    /** Applies the next ones, in their order. */
    public void apply(List<GameArgument> next) {
        next.forEach(this::apply);
    }

    private void apply(GameArgument next) {
        String key = next.key();
        switch (next.mode()) {
            case REPLACE -> {
                arguments.removeIf(each -> key != null && key.equals(each.key()));
                if (key != null) {
                    replaced.add(key);
                }
                arguments.add(next);
            }
            case APPEND -> {
                if (key == null || !replaced.contains(key)) {
                    arguments.add(next);
                }
            }
            case EXPAND -> {
                if (arguments.stream().noneMatch(each -> key != null && key.equals(each.key()))) {
                    arguments.add(next);
                }
            }
            case OVERRIDE -> {
                arguments.clear();
                replaced.clear();
                arguments.add(next);
            }
        }
    }

    /** As the process gets them: {@code --key} and the value, when there is one, are two; {@code raw} is one. */
    public List<String> asProcessArguments() {
        List<String> list = new ArrayList<>();
        for (GameArgument argument : arguments) {
            if (argument.raw() != null) {
                list.add(argument.raw());
            } else {
                list.add("--" + argument.key());
                if (!argument.value().isEmpty()) {
                    list.add(argument.value());
                }
            }
        }
        return list;
    }
}
