using AccountingSync.Sandbox.Census;
using AccountingSync.Sandbox.QuickBooks.Queries;

namespace AccountingSync.Sandbox.QuickBooks;

/// <summary>One company file. Every request runs alone; what it changes goes to the census file as one line.</summary>
internal sealed class Company(string realm, TimeProvider clock, CensusFile census, ChangeNotices notices)
{
    readonly Lock gate = new();
    readonly Books books = new();
    readonly Dictionary<string, string> answers = [];
    long requests;
    long throttled;

    public CompanyPreferences Preferences { get; private set; } = new();

    public RequestLimits Limits { get; } = new(clock);

    public long Requests => Interlocked.Read(ref requests);

    public long Throttled => Interlocked.Read(ref throttled);

    public void CountRequest() => Interlocked.Increment(ref requests);

    public void CountThrottled() => Interlocked.Increment(ref throttled);

    public Answer Write(WriteCommand command, string? requestId) =>
        Answering(
            requestId,
            (now, changed) =>
            {
                switch (Apply(command, now, changed))
                {
                    case WriteOutcome.Refused(var fault):
                        return Wire.Fault(fault, now);
                    case WriteOutcome.Stored(var stored):
                        return Wire.Success(now, json => Written.Write(json, stored));
                    default:
                        throw new System.Diagnostics.UnreachableException();
                }
            }
        );

    public Answer Batch(IReadOnlyList<BatchItem> items, string? requestId) =>
        Answering(requestId, (now, changed) => BatchAnswer.Write(items, now, command => Apply(command, now, changed), books));

    /// <summary>Makes a change that no client asked for: a person at the keyboard did.</summary>
    public StoredObject? Edit(Func<Books, DateTimeOffset, StoredObject?> edit)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (edit(books, now) is not { } stored)
                return null;
            books.Put(stored);
            Commit([stored], requestId: null, answer: null);
            return stored;
        }
    }

    public Answer Read(string entity, string id)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (books.Find(entity, id) is not { Deleted: false } stored)
                return Wire.Fault(QuickBooksFault.NotFound, now);
            var read = entity == EntityNames.Account ? AccountRules.WithBalance(stored, books) : stored;
            return Wire.Success(now, json => Wire.WriteObject(json, read));
        }
    }

    public Answer Query(string text)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            return QueryParser.Parse(text) switch
            {
                ParsedQuery.Understood(var query) => Wire.Success(now, json => QueryResponse.Write(json, query, books)),
                ParsedQuery.Refused(var fault) => Wire.Fault(fault, now),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
    }

    public Answer Changes(string? entities, string? since)
    {
        lock (gate)
            return ChangeDataCapture.Answer(entities, since, books, clock.GetUtcNow());
    }

    /// <summary>Runs a reader over the books as they are at one moment.</summary>
    public T Look<T>(Func<Books, T> look)
    {
        lock (gate)
            return look(books);
    }

    public void Prefer(CompanyPreferences wanted)
    {
        lock (gate)
        {
            Preferences = wanted;
            census.Append(CensusLines.Preferences(realm, wanted));
        }
    }

    public void Restore(CompanyPreferences preferences) => Preferences = preferences;

    public void Restore(IEnumerable<StoredObject> objects, string? requestId, string? answer)
    {
        foreach (var stored in objects)
            books.Put(stored);
        if (requestId is not null && answer is not null)
            answers[requestId] = answer;
    }

    // A request id is remembered only once something was done for it: a refused request may be mended and sent again.
    Answer Answering(string? requestId, Func<DateTimeOffset, List<StoredObject>, Answer> work)
    {
        lock (gate)
        {
            if (requestId is not null && answers.TryGetValue(requestId, out var before))
                return Sandbox.Answer.Json(StatusCodes.Status200OK, before) with { ContentType = Wire.SuccessType };
            var changed = new List<StoredObject>();
            var answer = work(clock.GetUtcNow(), changed);
            if (changed.Count == 0)
                return answer;
            var body = requestId is null ? null : System.Text.Encoding.UTF8.GetString(answer.Body.Span);
            if (requestId is not null)
                answers[requestId] = body!;
            Commit(changed, requestId, body);
            return answer;
        }
    }

    WriteOutcome Apply(WriteCommand command, DateTimeOffset now, List<StoredObject> changed)
    {
        var outcome = Writing.Decide(command, books, Preferences, now);
        if (outcome is WriteOutcome.Stored(var stored))
        {
            books.Put(stored);
            changed.Add(stored);
        }
        return outcome;
    }

    void Commit(IReadOnlyList<StoredObject> changed, string? requestId, string? answer)
    {
        census.Append(CensusLines.Change(realm, changed, requestId, answer));
        notices.Tell(realm, changed);
    }
}
