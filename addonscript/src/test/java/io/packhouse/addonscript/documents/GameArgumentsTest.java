package io.packhouse.addonscript.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Game arguments by their modes, one row per rule. */
class GameArgumentsTest {

    /** Arguments are {@code mode key value}, with {@code =raw} in the place of key and value. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            append adds                              | append a 1; append a 2                     | --a 1 --a 2
            a key without a value is one argument    | append demo                                | --demo
            raw is taken as it is                    | append =-x y                               | -x y
            replace drops what has the key           | append a 1; append b 2; replace a 3        | --b 2 --a 3
            what was replaced stays out              | replace a 1; append a 2                    | --a 1
            but not what replaces too                | replace a 1; replace a 2                   | --a 2
            expand adds what is not there            | append a 1; expand b 2                     | --a 1 --b 2
            expand leaves what is there              | append a 1; expand a 2                     | --a 1
            override drops everything                | append a 1; override =only                 | only
            override forgets what was replaced       | replace a 1; override =only; append a 2    | only --a 2
            """)
    void keepsTheRulesOfTheModes(String rule, String applied, String expected) {
        GameArguments arguments = new GameArguments();
        List<GameArgument> list = new ArrayList<>();
        for (String each : applied.split("; ", -1)) {
            String[] parts = each.split(" ", 2);
            GameArgument.Mode mode = GameArgument.Mode.valueOf(parts[0].toUpperCase(Locale.ROOT));
            if (parts[1].startsWith("=")) {
                list.add(new GameArgument(mode, null, "", parts[1].substring(1)));
            } else {
                String[] pair = parts[1].split(" ", 2);
                list.add(new GameArgument(mode, pair[0], pair.length > 1 ? pair[1] : "", null));
            }
        }

        arguments.apply(list);

        assertThat(String.join(" ", arguments.asProcessArguments())).as(rule).isEqualTo(expected);
    }
}
