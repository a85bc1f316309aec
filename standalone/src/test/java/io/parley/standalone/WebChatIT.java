package io.parley.standalone;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.sun.net.httpserver.HttpServer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Two people chat on the page, in a real Chromium. */
class WebChatIT {

    private static final double PATIENCE_MS = 20_000;

    /** More messages than a screen shows. */
    private static final int UNREAD = 30;

    /** More than the page reads at first. */
    private static final int BEYOND_A_PAGE = 60;

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    /** What the browser said against its Content Security Policy. */
    private static final List<String> VIOLATIONS = new CopyOnWriteArrayList<>();

    private static RunningParley parley;
    private static Playwright playwright;
    private static Browser browser;

    private final String alice = user("alice");
    private final String bob = user("bob");
    private BrowserContext hers;
    private BrowserContext his;
    private Page alicePage;
    private Page bobPage;

    @BeforeAll
    static void start() {
        Optional<Path> chromium = chromium();
        assumeTrue(
                chromium.isPresent(),
                "skipped: no Chromium on the PATH (chromium, chromium-browser or google-chrome); install one to test"
                        + " the page");
        parley = RunningParley.shared();
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = launch(playwright, chromium.orElseThrow());
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    }

    @BeforeEach
    void signInTwoUsers() {
        hers = browser.newContext();
        his = browser.newContext();
        alicePage = signIn(hers, alice);
        bobPage = signIn(his, bob);
    }

    @AfterEach
    void closePages() {
        hers.close();
        his.close();
    }

    @AfterEach
    void shouldNeverDoWhatThePagesPolicyForbids() {
        Assertions.assertThat(VIOLATIONS).isEmpty();
    }

    @AfterAll
    static void stop() {
        if (playwright != null) {
            browser.close();
            playwright.close();
        }
    }

    @Test
    void shouldLetTwoUsersChatAndCatchUpWhenOneLosesTheConnection() {
        // Given
        startDirect(alicePage, bob);
        say(alicePage, "Hello Bob");
        open(bobPage, alice);
        assertThat(lastMessage(bobPage)).hasText("Hello Bob");
        assertThat(alicePage.getByTestId("thread-status")).containsText("nline");

        // When
        his.setOffline(true);
        bobPage.evaluate("() => window.dispatchEvent(new Event('offline'))");
        assertThat(bobPage.getByTestId("connection-banner")).isVisible();
        say(alicePage, "Are you there?");
        say(alicePage, "Bob?");
        say(bobPage, "written while away");
        screenshot(bobPage, "away");
        his.setOffline(false);

        // Then
        assertThat(bobPage.getByTestId("connection-state"))
                .hasAttribute("data-phase", "online", new HasAttributeOptions().setTimeout(PATIENCE_MS));
        assertThat(messages(bobPage)).hasCount(4);
        assertThat(messages(alicePage)).hasCount(4);
        assertThat(messages(alicePage).nth(3)).containsText("written while away");
        assertThat(messages(bobPage))
                .hasText(messages(alicePage).allInnerTexts().toArray(String[]::new));
        screenshot(alicePage, "direct");
    }

    @Test
    void shouldShowAGroupWithUnreadCountsOnAPhone() {
        // Given
        bobPage.setViewportSize(390, 844);

        // When
        startGroup(alicePage, "Mountain trip", bob);
        say(alicePage, "Who brings the tent?");
        say(alicePage, "And the stove?");

        // Then
        Locator item = item(bobPage, "Mountain trip");
        assertThat(item.getByTestId("unread-count"))
                .containsText("2", new ContainsTextOptions().setTimeout(PATIENCE_MS));
        screenshot(bobPage, "phone-list");
        item.click();
        assertThat(messages(bobPage)).hasCount(2);
        screenshot(bobPage, "phone-thread");
        bobPage.getByTestId("back").click();
        assertThat(item.getByTestId("unread-count")).hasCount(0);
    }

    @Test
    void shouldShowTheOtherWhatBecameOfMessagesWhenOneEditsDeletesAndReacts() {
        // Given
        startDirect(alicePage, bob);
        say(alicePage, "See you at seven");
        say(alicePage, "Wrong window");
        open(bobPage, alice);
        assertThat(messages(bobPage)).hasCount(2);
        assertThat(message(alicePage, 0)).hasAttribute("data-state", "seen");

        // When
        act(alicePage, 0, "menu-edit");
        alicePage.getByTestId("composer").fill("See you at eight");
        alicePage.getByTestId("send").click();
        act(alicePage, 1, "menu-delete");
        alicePage.getByTestId("menu-delete").click();
        act(bobPage, 0, "menu-react");
        bobPage.getByTestId("composer").pressSequentially("I will be th");

        // Then
        assertThat(message(bobPage, 0).getByTestId("message-text")).hasText("See you at eight");
        assertThat(message(bobPage, 0).getByTestId("message-edited")).isVisible();
        assertThat(message(bobPage, 1)).hasAttribute("data-deleted", "true");
        assertThat(message(bobPage, 1).getByTestId("message-text")).not().containsText("Wrong window");
        Locator reaction = message(alicePage, 0).getByTestId("reaction");
        assertThat(reaction).hasAttribute("data-count", "1");
        assertThat(alicePage.getByTestId("typing")).containsText(bob);
        screenshot(alicePage, "changed");
        reaction.click();
        assertThat(message(bobPage, 0).getByTestId("reaction")).hasAttribute("data-count", "2");
        bobPage.reload();
        assertThat(message(bobPage, 0).getByTestId("message-text")).hasText("See you at eight");
        assertThat(message(bobPage, 0).getByTestId("reaction")).hasAttribute("data-count", "2");
        assertThat(message(bobPage, 1)).hasAttribute("data-deleted", "true");
    }

    @Test
    void shouldShowEverybodyTheNewTitleAndWhoHasReadWhenAGroupIsRenamed() {
        // Given
        startGroup(alicePage, "Mountain trip", bob);
        say(alicePage, "It rains");
        item(bobPage, "Mountain trip").click();
        assertThat(bobPage.getByTestId("thread-title")).hasText("Mountain trip");

        // When
        alicePage.getByTestId("open-details").click();
        alicePage.getByTestId("rename-title").fill("Museum trip");
        alicePage.getByTestId("rename-submit").click();
        alicePage.getByTestId("details-close").click();

        // Then
        assertThat(bobPage.getByTestId("thread-title")).hasText("Museum trip");
        assertThat(bobPage.getByTestId("system-line").last()).containsText("Museum trip");
        assertThat(item(bobPage, "Museum trip")).isVisible();
        assertThat(alicePage.getByTestId("readers")).hasAttribute("data-readers", bob);
        screenshot(alicePage, "renamed");
    }

    @Test
    void shouldShowWhoIsAwayWhenTheirPageIsHidden() {
        // Given
        startDirect(alicePage, bob);
        item(bobPage, alice).click();
        say(bobPage, "Hello");
        assertThat(alicePage.getByTestId("thread-status")).hasText("online");

        // When
        turn(bobPage, "hidden");

        // Then
        assertThat(alicePage.getByTestId("thread-status")).hasText("away");
        screenshot(alicePage, "peer-away");
        turn(bobPage, "visible");
        assertThat(alicePage.getByTestId("thread-status")).hasText("online");
    }

    @Test
    void shouldShowALargeGroupToThoseWhoOpenItAndNobodysPresence() {
        // Given
        String crowd = IntStream.range(0, RunningParley.LARGE_ABOVE)
                .mapToObj(i -> user("m" + i))
                .collect(Collectors.joining(" "));

        // When
        startGroup(alicePage, "Town hall", bob + " " + crowd);
        say(alicePage, "Welcome, all of you");

        // Then
        int members = RunningParley.LARGE_ABOVE + 2;
        assertThat(alicePage.getByTestId("thread-status")).hasText("Large group, " + members + " members");
        assertThat(item(bobPage, "Town hall").getByTestId("unread-count")).isVisible();
        item(bobPage, "Town hall").click();
        assertThat(lastMessage(bobPage)).hasText("Welcome, all of you");
        say(bobPage, "Hello");
        assertThat(lastMessage(alicePage)).hasText("Hello");
        say(alicePage, "Hello Bob");
        assertThat(lastMessage(bobPage)).hasText("Hello Bob");
        bobPage.getByTestId("open-details").click();
        assertThat(bobPage.getByTestId("member")).hasCount(members);
        assertThat(bobPage.getByTestId("member-online")).hasCount(0);
        screenshot(bobPage, "large-group");
    }

    @Test
    void shouldSayThatOneLeftWhenOneLeavesAGroup() {
        // Given
        startGroup(alicePage, "Mountain trip", bob);
        item(bobPage, "Mountain trip").click();

        // When
        bobPage.getByTestId("open-details").click();
        bobPage.getByTestId("leave").click();
        bobPage.getByTestId("leave").click();

        // Then
        assertThat(bobPage.getByTestId("toast")).hasText(new String[] {"You left “Mountain trip”."});
        assertThat(alicePage.getByTestId("system-line").last()).containsText(bob + " left");
    }

    @Test
    void shouldStartWhereOneStoppedReadingWhenAConversationIsOpenedByItsLink() {
        // Given
        startDirect(alicePage, bob);
        String link = parley.gateway() + "/#user=" + bob + "&chat="
                + URI.create(alicePage.url()).getFragment().replaceFirst(".*chat=", "");
        for (int i = 1; i <= UNREAD; i++) {
            say(alicePage, "Message " + i);
        }
        item(bobPage, alice).getByTestId("unread-count").waitFor();
        bobPage.close();

        // When
        Page opened = his.newPage();
        opened.navigate(link);

        // Then
        assertThat(opened.getByTestId("new-divider")).isInViewport();
        assertThat(opened.getByText("Message 1", new Page.GetByTextOptions().setExact(true)))
                .isInViewport();
        assertThat(opened.getByTestId("jump-to-latest")).isVisible();
        assertThat(item(opened, alice).getByTestId("unread-count")).isVisible();
        assertThat(alicePage.getByTestId("message").last()).hasAttribute("data-state", "sent");
        screenshot(opened, "unread");
        opened.getByTestId("jump-to-latest").click();
        assertThat(item(opened, alice).getByTestId("unread-count")).hasCount(0);
        assertThat(alicePage.getByTestId("message").last()).hasAttribute("data-state", "seen");
    }

    @Test
    void shouldStartTheLineAtWhatCameWhenThePageWasHidden() {
        // Given
        startDirect(alicePage, bob);
        say(alicePage, "Seen");
        open(bobPage, alice);
        assertThat(message(alicePage, 0)).hasAttribute("data-state", "seen");

        // When
        turn(bobPage, "hidden");
        say(alicePage, "Not seen");
        say(alicePage, "Not seen either");
        assertThat(messages(bobPage)).hasCount(3);

        // Then
        assertThat(bobPage.locator("[data-testid=new-divider] + [data-testid=message]"))
                .containsText("Not seen");
        assertThat(message(alicePage, 2)).hasAttribute("data-state", "sent");
        turn(bobPage, "visible");
        assertThat(message(alicePage, 2)).hasAttribute("data-state", "seen");
    }

    @Test
    void shouldGoToWhatAMessageAnswersWhenThatIsNotInThePage() {
        // Given
        startDirect(alicePage, bob);
        say(alicePage, "The beginning");
        open(bobPage, alice);
        act(bobPage, 0, "menu-reply");
        for (int i = 1; i <= BEYOND_A_PAGE; i++) {
            alicePage.getByTestId("composer").fill("Message " + i);
            alicePage.getByTestId("send").click();
        }
        assertThat(alicePage.getByTestId("message").last()).hasAttribute("data-state", "sent");
        say(bobPage, "How long ago that is");
        alicePage.reload();
        // Not the quote of it, which is there as soon as the page has asked for what it quotes.
        Locator beginning = alicePage
                .getByTestId("message-text")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^The beginning$")));
        assertThat(lastMessage(alicePage)).hasText("How long ago that is");
        assertThat(beginning).hasCount(0);

        // When
        alicePage.getByTestId("message-quote").click();

        // Then
        assertThat(beginning).isInViewport();
        alicePage.getByTestId("jump-to-latest").click();
        assertThat(lastMessage(alicePage)).hasText("How long ago that is");
    }

    @Test
    void shouldKeepWhatWasBegunWhenThePageIsLoadedAgain() {
        // Given
        startDirect(alicePage, bob);
        alicePage.getByTestId("composer").fill("I was just going to");

        // When
        alicePage.reload();

        // Then
        assertThat(alicePage.getByTestId("composer")).hasValue("I was just going to");
        alicePage.getByTestId("composer").fill("x".repeat(16_385));
        alicePage.getByTestId("composer").press("Enter");
        assertThat(alicePage.getByTestId("composer-count")).hasText("1 character too many");
        assertThat(messages(alicePage)).hasCount(0);
    }

    @Test
    void shouldSayOnceThatOneIsNoMemberWhenSomebodyRemovesThem() {
        // Given
        startGroup(alicePage, "Surprise party", bob);
        say(alicePage, "Not a word to Bob");
        item(bobPage, "Surprise party").click();
        assertThat(messages(bobPage)).hasCount(1);

        // When
        alicePage.getByTestId("open-details").click();
        Locator remove = alicePage
                .getByTestId("member")
                .filter(new Locator.FilterOptions().setHasText(bob))
                .getByTestId("member-remove");
        remove.click();
        assertThat(remove).hasText("Really remove?");
        remove.click();

        // Then
        assertThat(bobPage.getByTestId("toast")).hasText(new String[] {alice + " removed you from “Surprise party”."});
        assertThat(item(bobPage, "Surprise party")).hasCount(0);
        assertThat(bobPage.getByTestId("thread-title")).isHidden();
    }

    @Test
    void shouldTakeTheCodeOutOfTheAddressAndKeepItForReloadsAndOtherWindows() {
        // When
        alicePage.reload();
        assertThat(alicePage.getByTestId("connection-state"))
                .hasAttribute("data-phase", "online", new HasAttributeOptions().setTimeout(PATIENCE_MS));
        Page second = hers.newPage();
        second.navigate(parley.gateway() + "/#user=" + alice);

        // Then
        assertThat(second.getByTestId("connection-state"))
                .hasAttribute("data-phase", "online", new HasAttributeOptions().setTimeout(PATIENCE_MS));
        Assertions.assertThat(alicePage.url()).doesNotContain(parley.tokenCode());
        Assertions.assertThat(
                        alicePage.evaluate("() => performance.getEntriesByType('resource').map(e => e.name).join()"))
                .asString()
                .doesNotContain(parley.tokenCode());
    }

    @Test
    void shouldSayWhereTheCodeIsWhenThePageHasNone() {
        // Given
        BrowserContext fresh = browser.newContext();
        Page page = fresh.newPage();

        // When
        page.navigate(parley.gateway() + "/#user=" + alice);

        // Then
        assertThat(page.locator("#name-error")).containsText("./parley status");
        fresh.close();
    }

    @Test
    void shouldLetAPageOnAnotherPortOfThisMachineImportTheClientAndChat() throws IOException {
        // Given
        HttpServer other = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        byte[] html = "<!doctype html><title>Another page</title>".getBytes(StandardCharsets.UTF_8);
        other.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, html.length);
            exchange.getResponseBody().write(html);
            exchange.close();
        });
        other.start();
        try (BrowserContext theirs = browser.newContext()) {
            Page page = theirs.newPage();
            page.navigate("http://localhost:" + other.getAddress().getPort());

            // When
            Object said = page.evaluate(
                    """
                    async ({ gateway, code, userId }) => {
                      const refused = await fetch(`${gateway}/v1/token`, {
                        method: 'POST',
                        headers: { 'Content-Type': 'application/json' },
                        body: JSON.stringify({ userId }),
                      });
                      const why = (await refused.json()).detail;
                      const { ParleyClient } = await import(`${gateway}/parley-client.js`);
                      const token = async () => {
                        const answer = await fetch(`${gateway}/v1/token`, {
                          method: 'POST',
                          headers: { 'Content-Type': 'application/json' },
                          body: JSON.stringify({ userId, code }),
                        });
                        return (await answer.json()).token;
                      };
                      const client = new ParleyClient({ url: `${gateway.replace('http', 'ws')}/v1/connect`, token });
                      client.start();
                      const group = client.create('group', [], 'From another port');
                      await group.outcome;
                      const hello = await client.send(group.conversationId, 'hello').outcome;
                      client.stop();
                      return `${refused.status} ${why.slice(0, 5)} ${hello.sequence} ${hello.content}`;
                    }
                    """,
                    Map.of("gateway", parley.gateway().toString(), "code", parley.tokenCode(), "userId", user("dave")));

            // Then
            Assertions.assertThat(said).isEqualTo("403 code: 2 hello");
        } finally {
            other.stop(0);
        }
    }

    /** As if somebody looked at another tab, or came back. */
    private static void turn(Page page, String visibility) {
        page.evaluate(
                "state => {"
                        + " Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });"
                        + " document.dispatchEvent(new Event('visibilitychange')); }",
                visibility);
    }

    private static Page signIn(BrowserContext context, String name) {
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                VIOLATIONS.add(message.text());
            }
        });
        page.navigate(parley.page().toString());
        page.getByTestId("name-input").fill(name);
        page.getByTestId("start").click();
        assertThat(page.getByTestId("connection-state"))
                .hasAttribute("data-phase", "online", new HasAttributeOptions().setTimeout(PATIENCE_MS));
        return page;
    }

    private static void startDirect(Page page, String other) {
        page.getByTestId("new-direct").click();
        page.getByTestId("direct-name").fill(other);
        page.getByTestId("direct-start").click();
        assertThat(page.getByTestId("thread-title")).containsText(other);
    }

    private static void startGroup(Page page, String title, String other) {
        page.getByTestId("new-group").click();
        page.getByTestId("group-title").fill(title);
        page.getByTestId("group-members").fill(other);
        page.getByTestId("group-start").click();
        assertThat(page.getByTestId("thread-title")).hasText(title);
    }

    private static Locator item(Page page, String title) {
        return page.getByTestId("conversation-item").filter(new Locator.FilterOptions().setHasText(title));
    }

    private static Locator message(Page page, int index) {
        return page.getByTestId("message").nth(index);
    }

    /** Chooses the first of these in a message's menu. */
    private static void act(Page page, int index, String choice) {
        message(page, index).hover();
        message(page, index).getByTestId("message-menu").click();
        page.getByTestId(choice).first().click();
    }

    private static void open(Page page, String peer) {
        page.locator("[data-testid=conversation-item][data-peer='" + peer + "']")
                .click();
    }

    private static void say(Page page, String text) {
        page.getByTestId("composer").fill(text);
        page.getByTestId("send").click();
        assertThat(messages(page).last()).containsText(text);
    }

    private static Locator messages(Page page) {
        return page.getByTestId("message").getByTestId("message-text");
    }

    private static Locator lastMessage(Page page) {
        return messages(page).last();
    }

    private static void screenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    static Browser launch(Playwright playwright, Path chromium) {
        return playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    static Optional<Path> chromium() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator, -1))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String user(String name) {
        return name + "-" + UUID.randomUUID().toString().substring(0, 8);
    }
}
