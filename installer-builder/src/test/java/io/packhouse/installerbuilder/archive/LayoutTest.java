package io.packhouse.installerbuilder.archive;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.packhouse.installerbuilder.archive.Layout.Kind;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LayoutTest {

    private final Layout layout = new Layout(BaseLimits.DEFAULT, true);

    @ParameterizedTest
    @ValueSource(strings = {"./seattle/a", "/seattle/a", "seattle//a", "seattle/./a", "seattle/../a", "seattle/..",
            "../seattle/a", "", "/", ".", "seattle/a\\b", "C:\\seattle", "seattle/a\nb", "seattle/a\0", "seattle_win/a",
            "Seattle/a", "seattl", "seattle/a/"})
    void refusesNamesThatCouldLeadElsewhere(String name) {
        assertThatThrownBy(() -> layout.add(name, Kind.FILE)).isInstanceOf(BrokenBaseException.class)
                .hasMessageMatching("has an entry name that is not a plain relative path: '.*'"
                        + "|has the entry '.*' outside of the one top folder 'seattle/'");
    }

    @ParameterizedTest
    @CsvSource({"seattle/l,/etc/passwd", "seattle/l,..", "seattle/l,../x", "seattle/a/l,../../x", "seattle/l,x/../y",
            "seattle/l,''", "seattle/l,..\\x", "seattle/l,x/../../../etc", "seattle/a/b/l,../../../seattle/x"})
    void refusesLinksThatPointOutside(String name, String target) {
        assertThatThrownBy(() -> layout.addSymbolicLink(name, target)).isInstanceOf(BrokenBaseException.class)
                .hasMessageContaining("points outside, to '" + target + "'");
    }

    @ParameterizedTest
    @CsvSource({"seattle/l,x", "seattle/a/l,../x", "seattle/a/b/l,../../seattle_repy/x", "seattle/l,./x", "seattle/l,x..y"})
    void acceptsLinksThatStayInside(String name, String target) {
        assertThatCode(() -> layout.addSymbolicLink(name, target)).doesNotThrowAnyException();
    }

    @Test
    void refusesEntriesBelowALinkInWhicheverOrderTheyCome() throws BrokenBaseException {
        // given
        layout.addSymbolicLink("seattle/l", "x");
        layout.add("seattle/d/file", Kind.FILE);

        // when / then
        assertThatThrownBy(() -> layout.add("seattle/l/file", Kind.FILE)).hasMessageContaining("no directory");
        assertThatThrownBy(() -> layout.addSymbolicLink("seattle/d", "x")).hasMessageContaining("two entries");
        assertThatThrownBy(() -> layout.add("seattle/d/file/below", Kind.FILE)).hasMessageContaining("no directory");
    }

    @Test
    void refusesHardLinksToAnythingButAFileBefore() throws BrokenBaseException {
        // given
        layout.add("seattle/file", Kind.FILE);
        layout.addSymbolicLink("seattle/l", "file");

        // when / then
        assertThatCode(() -> layout.addHardLink("seattle/h", "seattle/file")).doesNotThrowAnyException();
        assertThatThrownBy(() -> layout.addHardLink("seattle/h2", "seattle/l")).hasMessageContaining("hard link");
        assertThatThrownBy(() -> layout.addHardLink("seattle/h3", "/etc/passwd")).hasMessageContaining("hard link");
    }

    @Test
    void refusesAnythingButFoldersAndAFileWhereTheVesselinfoGoes() {
        assertThatThrownBy(() -> layout.addSymbolicLink("seattle/seattle_repy/vesselinfo", "x"))
                .hasMessageContaining("wrong type");
        assertThatThrownBy(() -> new Layout(BaseLimits.DEFAULT, true).addSymbolicLink("seattle/seattle_repy", "x"))
                .isInstanceOf(BrokenBaseException.class);
        assertThatThrownBy(() -> new Layout(BaseLimits.DEFAULT, true).add("seattle", Kind.FILE))
                .hasMessageContaining("wrong type");
    }

    @Test
    void needsTheFolderOfTheVesselinfo() throws BrokenBaseException {
        // given: files in it, but no entry of its own
        layout.add("seattle/seattle_repy/nm", Kind.FILE);

        // when / then
        assertThatCode(layout::checkInnerFiles).doesNotThrowAnyException();
        assertThatThrownBy(layout::checkInnerDirectory).hasMessage("has no directory entry 'seattle/seattle_repy/'");
    }

    @Test
    void letsOnlyTarsRepeatAFile() throws BrokenBaseException {
        // given
        var zip = new Layout(BaseLimits.DEFAULT, false);
        layout.add("seattle/file", Kind.FILE);
        zip.add("seattle/file", Kind.FILE);

        // when / then
        assertThatCode(() -> layout.add("seattle/file", Kind.FILE)).doesNotThrowAnyException();
        assertThatThrownBy(() -> zip.add("seattle/file", Kind.FILE)).hasMessageContaining("two entries");
    }

    @Test
    void countsEntries() throws BrokenBaseException {
        // given
        var small = new Layout(new BaseLimits(1, 1, 2), true);
        small.add("seattle/a", Kind.FILE);
        small.add("seattle/b", Kind.FILE);

        // when / then
        assertThatThrownBy(() -> small.add("seattle/c", Kind.FILE)).hasMessage("has more than 2 entries");
    }
}
