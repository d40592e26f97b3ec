package io.packhouse.envbuilder.archives;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class GlobTest {

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource({"a.txt,a.txt,true", "a.txt,b.txt,false", "a.txt,A.TXT,false", "*,a.txt,true", "*,d/a.txt,false",
            "*.txt,a.txt,true",
            "*.txt,.txt,true", "a*b*c,aXbYc,true", "a*b*c,abXc,true", "a*b*c,acb,false", "?.txt,a.txt,true",
            "?.txt,é.txt,true",
            "?.txt,😀.txt,true", "?.txt,ab.txt,false", "**,a,true", "**,a/b/c,true", "**/c,c,true", "**/c,a/b/c,true",
            "**/c,a/bc,false",
            "a/**,a/b/c,true", "a/**,a,true", "a/**,ab/c,false", "a/**/c,a/c,true", "a/**/c,a/x/y/c,true",
            "a/**/c,a/x/y/d,false",
            "**/b/**/d,a/b/c/d,true", "**/b/*/d,x/b/d/b/c/d,true", "maven/,maven/x/y.jar,true", "maven/,maven,true",
            "maven/,mavenx/y,false",
            "a[b],a[b],true", "a.b,axb,false", "{a},{a},true", "a/*,a/b/c,false", "*/*,a/b,true", "**.txt,a.txt,true",
            "**.txt,d/a.txt,false"})
    void matches(String pattern, String path, boolean expected) {
        assertThat(Glob.of(pattern).matches(path)).isEqualTo(expected);
    }

    @Test
    @Timeout(60)
    void takes_no_longer_for_patterns_that_make_others_try_everything() {
        assertThat(Glob.of("*a".repeat(400) + "b").matches("a".repeat(1000))).isFalse();
        assertThat(Glob.of("**/a/".repeat(30) + "b").matches("a/".repeat(60) + "c")).isFalse();
    }
}
