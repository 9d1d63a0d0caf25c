using System.Net;
using AccountingSync.PlatformSync.Platforms;
using AccountingSync.PlatformSync.Platforms.QuickBooks;

namespace AccountingSync.Services.Tests.Platforms.QuickBooks;

public class Losing_the_connection_during_a_write : ScriptedCompany
{
    [TestCase(HttpRequestError.ResponseEnded)]
    [TestCase(HttpRequestError.Unknown)]
    [TestCase(HttpRequestError.HttpProtocolError)]
    [TestCase(HttpRequestError.InvalidResponse)]
    public async Task leaves_the_outcome_unknown_once_something_may_have_been_sent(HttpRequestError error)
    {
        QuickBooks.Fail(new HttpRequestException(error, "broken"));

        Assert.That(await Write(), Is.InstanceOf<WriteOutcome.Unknown>());
    }

    [TestCase(HttpRequestError.ConnectionError)]
    [TestCase(HttpRequestError.NameResolutionError)]
    [TestCase(HttpRequestError.SecureConnectionError)]
    public async Task is_unavailable_while_nothing_was_sent(HttpRequestError error)
    {
        QuickBooks.Fail(new HttpRequestException(error, "no way"));

        Assert.That(await Write(), Is.InstanceOf<WriteOutcome.Unavailable>());
    }

    [Test]
    public async Task leaves_the_outcome_unknown_when_no_answer_comes_in_time()
    {
        Connect(new() { Realm = "9130", Timeout = TimeSpan.FromMilliseconds(50) });
        QuickBooks.Do(NeverAnswers);

        Assert.That(((WriteOutcome.Unknown)await Write()).Reason, Does.Contain("did not answer"));
    }

    [Test]
    public async Task leaves_the_outcome_unknown_when_half_an_answer_comes()
    {
        QuickBooks.Do((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new BreakingStream()) }));

        Assert.That(await Write(), Is.InstanceOf<WriteOutcome.Unknown>());
    }

    [Test]
    public void throws_only_when_we_stop()
    {
        using var stop = new CancellationTokenSource();
        QuickBooks.Do(
            (request, cancelled) =>
            {
                stop.Cancel();
                return NeverAnswers(request, cancelled);
            }
        );

        Assert.That(async () => await Platform.Write([Sale], stop.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task is_unavailable_when_no_connection_is_made_in_time()
    {
        using var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(50),
            ConnectCallback = async (_, cancelled) =>
            {
                await new TaskCompletionSource().Task.WaitAsync(cancelled);
                return Stream.Null;
            },
        };
        using var http = new HttpClient(handler) { BaseAddress = new Uri("http://quickbooks.test/"), Timeout = Timeout.InfiniteTimeSpan };
        using var pace = new QuickBooksPace(QuickBooksLimits.None, TimeProvider.System);
        var options = new QuickBooksOptions
        {
            Realm = "9130",
            AccountIds = Sale.Entry.Lines.Select((line, i) => (line.Account, i)).ToDictionary(pair => pair.Account, pair => $"{pair.i}"),
        };
        var platform = new QuickBooksPlatform(http, options, (_, _) => Task.FromResult<string?>("token"), pace, TimeProvider.System);

        Assert.That((await platform.Write([Sale], Go))[0], Is.InstanceOf<WriteOutcome.Unavailable>());
    }

    static async Task<HttpResponseMessage> NeverAnswers(HttpRequestMessage request, CancellationToken cancelled)
    {
        await new TaskCompletionSource().Task.WaitAsync(cancelled);
        throw new InvalidOperationException("Nobody waits for ever.");
    }

    sealed class BreakingStream : MemoryStream
    {
        public BreakingStream()
            : base("{\"JournalEntry\":{"u8.ToArray()) { }

        public override int Read(byte[] buffer, int offset, int count) =>
            base.Read(buffer, offset, count) is > 0 and var read ? read : throw new IOException("The connection was reset.");

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw new IOException("The connection was reset.");
    }
}
