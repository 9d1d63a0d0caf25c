using AccountingSync.Accounting.Rules;
using AccountingSync.Accounting.Rules.Reverse;

namespace AccountingSync.Accounting;

/// <summary>Makes a posted entry once more, from what the source said and the version of the rules that the entry names, and compares byte
/// by byte.</summary>
public static class EntryProof
{
    /// <param name="said">The revision that the entry is about; for a reversal too.</param>
    /// <param name="rules">The version that the entry names.</param>
    /// <param name="original">What it gives back a part of, and which part; null when it stands for itself.</param>
    /// <returns>Null when both are the same; otherwise what differs, for a person.</returns>
    public static string? Difference(JournalEntry posted, SourceTransaction said, RuleSet rules, Original? original = null)
    {
        // On which day it was posted follows from the periods that were closed then, not from the rules.
        posted = posted.OnItsOwnDay();
        if (rules.Hash != posted.Rule.Hash)
            return $"{rules.Name} {rules.Version} has the hash {rules.Hash}, and the entry names {posted.Rule.Hash}.";
        if (original?.Decided is { } part && part.Gross != said.Gross)
            return $"It gives back {part.Gross} of {original.Said.Id}, and the source said {said.Gross}.";
        var result = RuleEvaluation.Map(said, rules, posted.Organisation, original);
        if (result is not MapResult.Mapped(var made))
            return $"{rules.Name} {rules.Version} makes no entry of what the source said: {((MapResult.Held)result).Reason}";
        if (posted.Origin.Part == EntryPart.Reversal)
            made = made.ReversedOn(posted.Date, Reason(posted));
        return ContentBytes.Of(posted).AsSpan().SequenceEqual(ContentBytes.Of(made)) ? null : Compare(posted, made);
    }

    /// <summary>Day and reason of a reversal do not follow from the rules; all else does.</summary>
    static string Reason(JournalEntry reversal) =>
        reversal.Description.StartsWith(JournalEntry.ReversalPrefix, StringComparison.Ordinal)
            ? reversal.Description[JournalEntry.ReversalPrefix.Length..]
            : reversal.Description;

    static string Compare(JournalEntry posted, JournalEntry made)
    {
        var differences = new List<string>();
        void Note(string what, object? stands, object? follows)
        {
            if (!Equals(stands, follows))
                differences.Add($"{what} is {stands ?? "missing"}, and follows as {follows ?? "missing"}");
        }
        Note("id", posted.Id, made.Id);
        Note("date", $"{posted.Date:O}", $"{made.Date:O}");
        Note("description", posted.Description, made.Description);
        Note("rule", posted.Rule.Rule, made.Rule.Rule);
        Note("rule set", $"{posted.Rule.RuleSet} {posted.Rule.Version}", $"{made.Rule.RuleSet} {made.Rule.Version}");
        Note("the entry that it reverses", posted.Reverses, made.Reverses);
        var (stand, follow) = (posted.Lines.Select(LineText.WithDetails).ToList(), made.Lines.Select(LineText.WithDetails).ToList());
        if (!stand.SequenceEqual(follow))
            differences.Add(
                $"lines (- in the books, + as they follow):\n{string.Join('\n', stand.Except(follow).Select(line => "- " + line).Concat(follow.Except(stand).Select(line => "+ " + line)))}"
            );
        return differences.Count == 0 ? "the bytes differ in a way that no field shows." : string.Join("; ", differences);
    }
}
