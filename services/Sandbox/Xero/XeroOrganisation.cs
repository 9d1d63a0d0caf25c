using System.Text.Json.Nodes;
using AccountingSync.Sandbox.Census;

namespace AccountingSync.Sandbox.Xero;

/// <summary>One organisation. Every request runs alone; what it changes goes to the census file as one line.</summary>
internal sealed class XeroOrganisation
{
    readonly Lock gate = new();
    readonly Guid tenant;
    readonly TimeProvider clock;
    readonly CensusFile census;
    readonly XeroBooks books;
    readonly RememberedAnswers answers = new();
    long requests;
    long throttled;

    public XeroOrganisation(Guid tenant, TimeProvider clock, CensusFile census)
    {
        (this.tenant, this.clock, this.census) = (tenant, clock, census);
        books = new XeroBooks(clock.GetUtcNow());
        Limits = new XeroLimits(clock);
    }

    public Guid Tenant => tenant;

    public XeroLimits Limits { get; }

    public long Requests => Interlocked.Read(ref requests);

    public long Throttled => Interlocked.Read(ref throttled);

    public void CountRequest() => Interlocked.Increment(ref requests);

    public void CountThrottled() => Interlocked.Increment(ref throttled);

    public Answer Write(JournalWrite write, IdempotentRequest? request) =>
        Answering(
            request,
            now =>
            {
                var items = JournalWriting.Decide(write, books, now);
                var refused = items.Where(item => item.Reasons.Count > 0).ToList();
                if (refused.Count > 0 && write.SummarizeErrors)
                    return (XeroWire.Invalid(refused.Select(JournalWriting.Element)), []);
                var stored = items.Where(item => item.Journal is not null).Select(item => item.Journal!).ToList();
                return (
                    XeroWire.Success(now, "ManualJournals", [.. items.Select(item => JournalWriting.Answer(item, write.SummarizeErrors))]),
                    stored
                );
            }
        );

    public Answer AddAccount(JsonObject given, IdempotentRequest? request) =>
        Answering(
            request,
            now =>
            {
                var reasons = books.Chart.Faults(given);
                if (reasons.Count > 0)
                {
                    var element = given.DeepClone().AsObject();
                    element["AccountID"] = Guid.Empty.ToString();
                    element["ValidationErrors"] = XeroWire.Messages(reasons);
                    return (XeroWire.Invalid([element]), []);
                }
                var account = new XeroAccount(
                    Guid.CreateVersion7(now),
                    given.Text("Code")!,
                    given.Text("Name")!,
                    given.Text("Type")!,
                    null,
                    Archived: false,
                    now
                );
                books.Chart.Put(account);
                census.Append(XeroLines.Account(tenant, account));
                return (XeroWire.Success(now, "Accounts", [account.Document()]), []);
            }
        );

    /// <summary>Makes a change that no client asked for: a person at the keyboard did. Null when it makes no sense.</summary>
    public ManualJournal? Edit(Func<XeroBooks, ManualJournal?> edit)
    {
        lock (gate)
        {
            if (edit(books) is not { } changed)
                return null;
            var stored = books.Stamped(changed, clock.GetUtcNow());
            Commit([stored], request: null, answer: null);
            return stored;
        }
    }

    /// <summary>Runs a reader over the books as they are at one moment.</summary>
    public T Look<T>(Func<XeroBooks, DateTimeOffset, T> look)
    {
        lock (gate)
            return look(books, clock.GetUtcNow());
    }

    public void Set(XeroSettings settings)
    {
        lock (gate)
        {
            books.Settings = settings;
            census.Append(XeroLines.Settings(tenant, settings));
        }
    }

    public void Restore(XeroSettings settings) => books.Settings = settings;

    public void Restore(XeroAccount account) => books.Chart.Put(account);

    public void Restore(IReadOnlyList<ManualJournal> journals, RememberedAnswer? answer)
    {
        foreach (var journal in journals)
            books.Put(journal);
        if (answer is not null)
            answers.Put(answer);
    }

    Answer Answering(IdempotentRequest? request, Func<DateTimeOffset, (Answer Answer, List<ManualJournal> Changed)> work)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (request is not null && answers.Find(request, now) is { } before)
                return before;
            var (answer, changed) = work(now);
            Commit(changed, request, answer);
            return answer;
        }
    }

    void Commit(List<ManualJournal> changed, IdempotentRequest? request, Answer? answer)
    {
        foreach (var journal in changed)
            books.Put(journal);
        var remembered = request is null ? null : RememberedAnswer.Of(request, answer!, clock.GetUtcNow());
        if (remembered is not null)
            answers.Put(remembered);
        if (changed.Count > 0 || remembered is not null)
            census.Append(XeroLines.Change(tenant, changed, remembered));
    }
}
