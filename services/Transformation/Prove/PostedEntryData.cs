using System.Diagnostics;
using AccountingSync.Accounting;

namespace AccountingSync.Transformation.Prove;

/// <summary>An entry as the ledger shows it.</summary>
public sealed record PostedEntryData(
    Guid Id,
    EntryOrigin Origin,
    DateOnly Date,
    string Description,
    RuleReference Rule,
    IReadOnlyList<JournalLine> Lines,
    Guid? Reverses = null,
    DateOnly? OriginalDate = null
)
{
    /// <summary>The same as an entry of the domain; null when it breaks a rule of every entry.</summary>
    public JournalEntry? ToDomain(string organisation, out string? problem)
    {
        problem = null;
        switch (JournalEntry.Draft(organisation, Origin, Date, Description, Rule, Lines, Reverses))
        {
            case DraftResult.Drafted(var entry):
                // The id is as the ledger says, so that another one is a difference.
                return entry with { Id = Id, OriginalDate = OriginalDate };
            case DraftResult.Unbalanced(var difference, var currency):
                problem = $"It is out of balance by {difference} {currency}.";
                return null;
            case DraftResult.Refused(var reason):
                problem = reason;
                return null;
            default:
                throw new UnreachableException();
        }
    }
}
