using AccountingSync.Accounting;
using AccountingSync.Contracts;
using AccountingSync.PlatformSync.Platforms;
using AccountingSync.PlatformSync.PushEntries;

namespace AccountingSync.PlatformSync.DetectChanges;

/// <summary>What a change in the platform means.</summary>
abstract record ChangeDecision
{
    ChangeDecision() { }

    /// <summary>Our own write, or known already, or none of our documents.</summary>
    public sealed record Nothing : ChangeDecision;

    /// <param name="Change">edited, restored, deleted, doubled; touched is told to nobody.</param>
    public sealed record Changed(Push Push, string Change, string? Version, string Detail) : ChangeDecision
    {
        public bool IsNews => Change != "touched";

        public ChangedEntry Tell(PlatformChange change, DateTimeOffset now) =>
            new()
            {
                Connection = Push.Connection,
                EntryId = Push.Entry.EntryId,
                PlatformId = change.PlatformId,
                Version = Version ?? string.Empty,
                Change = Change,
                Detail = Detail,
                SeenAt = now,
            };
    }

    /// <summary>Pure. What changes mean, without those that mean nothing.</summary>
    /// <param name="pushes">Those whose document or key is among the changes.</param>
    public static IEnumerable<(PlatformChange Change, Changed Meaning)> For(IReadOnlyList<PlatformChange> changes, IReadOnlyList<Push> pushes)
    {
        var byId = pushes.Where(push => push.PlatformId is not null).ToDictionary(push => push.PlatformId!);
        var byKey = pushes.ToDictionary(push => push.Key);
        foreach (var change in changes)
        {
            var decision = For(change, byId.GetValueOrDefault(change.PlatformId), byKey.GetValueOrDefault(change.Document?.Key ?? string.Empty));
            if (decision is Changed meaning)
                yield return (change, meaning);
        }
    }

    /// <summary>Pure. Documents that bear the key of an entry that was refused, or given up: somebody posted a draft that an attempt had left, or put
    /// back what was taken out. They are ours.</summary>
    public static IEnumerable<(Push Push, PlatformDocument Document)> Adopted(IReadOnlyList<PlatformChange> changes, IReadOnlyList<Push> pushes)
    {
        var byKey = pushes.Where(push => push.State is "refused" or "parked").ToDictionary(push => push.Key);
        return changes
            .Select(change => change.Document)
            .OfType<PlatformDocument>()
            .Where(document =>
                byKey.ContainsKey(document.Key) && !pushes.Any(push => push.PlatformId == document.PlatformId && push.Key != document.Key)
            )
            .DistinctBy(document => document.Key)
            .Select(document => (byKey[document.Key], document));
    }

    /// <summary>Pure. What there is to tell of a document that was found to be ours; null when it says what was sent.</summary>
    public static Changed? WhenFound(Push push, PlatformDocument document)
    {
        var differences = Differences(push.ToEntry(), document);
        return differences.Count == 0 ? null : new Changed(push, "edited", document.Version, string.Join("; ", differences));
    }

    /// <summary>Pure. <paramref name="byId"/> is the push whose document this is, <paramref name="byKey"/> the push whose key it bears.</summary>
    public static ChangeDecision For(PlatformChange change, Push? byId, Push? byKey) =>
        change.Document switch
        {
            null => byId is { State: "written", Change: not "deleted" }
                ? new Changed(byId, "deleted", null, $"Document {change.PlatformId} was deleted there.")
                : new Nothing(),
            { } document when byId is { State: "written" } => Compare(document, byId),
            // Our key on a document that is not the one we know: written by somebody else, or by a lost write of ours.
            { } document when byKey is { State: "written", Change: not "doubled" } => new Changed(
                byKey,
                "doubled",
                null,
                $"{document.Key} is also on document {document.PlatformId}; ours is {byKey.PlatformId}."
            ),
            _ => new Nothing(),
        };

    static ChangeDecision Compare(PlatformDocument document, Push push)
    {
        // What takes a document back may be undone without a touch to the document: it is there again in the version that was known.
        if (document.Version == push.Version && push.Change != "deleted")
            return new Nothing();
        var differences = Differences(push.ToEntry(), document);
        return differences.Count > 0 ? new Changed(push, "edited", document.Version, string.Join("; ", differences))
            : push.Change is "edited" or "deleted" ? new Changed(push, "restored", document.Version, "It says again what was sent.")
            // Touched, but it says the same: remember the version, tell nobody.
            : new Changed(push, "touched", document.Version, "Saved again without a difference.");
    }

    /// <summary>What is there against what was sent, in words.</summary>
    internal static IReadOnlyList<string> Differences(JournalEntry sent, PlatformDocument document)
    {
        var differences = new List<string>();
        if (document.Date != sent.Date)
            differences.Add($"date is {document.Date:yyyy-MM-dd}, sent {sent.Date:yyyy-MM-dd}");
        var there = Sums(document.Lines);
        var ours = Sums(sent.Lines);
        foreach (var key in there.Keys.Union(ours.Keys).Order())
        {
            var (is_, was) = (there.GetValueOrDefault(key), ours.GetValueOrDefault(key));
            if (is_ != was)
                differences.Add(
                    string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{key.Account} is {is_} {key.Currency}, sent {was}")
                );
        }
        return differences;
    }

    /// <summary>Whether what was made just now has the day and the amounts that were sent. Accounts are not compared: two names of ours may stand for one
    /// account there, and it is read by one of them.</summary>
    internal static bool IsAsMade(JournalEntry sent, PlatformDocument document) =>
        document.Date == sent.Date && Amounts(document.Lines).SequenceEqual(Amounts(sent.Lines));

    static IEnumerable<(string Currency, decimal Amount)> Amounts(IReadOnlyList<JournalLine> lines) =>
        Sums(lines).Where(sum => sum.Value != 0m).Select(sum => (sum.Key.Currency, sum.Value)).Order();

    static Dictionary<(string Account, string Currency), decimal> Sums(IReadOnlyList<JournalLine> lines) =>
        lines.GroupBy(line => (line.Account, line.Currency)).ToDictionary(group => group.Key, group => group.Sum(line => line.Amount));
}
