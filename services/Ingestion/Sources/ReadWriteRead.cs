using System.Diagnostics;
using AccountingSync.Accounting.Corrections;

namespace AccountingSync.Ingestion.Sources;

/// <summary>What a source says of a field, or why that is not known.</summary>
abstract record FieldReading
{
    FieldReading() { }

    /// <param name="Text">Null: nothing.</param>
    public sealed record Said(string? Text) : FieldReading;

    public sealed record Not(CorrectionOutcome Why) : FieldReading;
}

/// <summary>Corrects a source that can be read: looks, writes if there is something to write, and looks again.</summary>
static class ReadWriteRead
{
    /// <param name="write">Null when the source answered well: what it says afterwards counts.</param>
    public static async Task<CorrectionOutcome> Correct(
        CorrectionAttempt attempt,
        Func<Task<FieldReading>> read,
        Func<Task<CorrectionOutcome?>> write,
        TimeProvider time
    )
    {
        switch (await read())
        {
            // It knew the transaction when something was sent: that it knows none now says nothing of what became of that.
            case FieldReading.Not(CorrectionOutcome.Refused(var reason)) when attempt.Uncertain:
                return new CorrectionOutcome.Unknown(reason);
            case FieldReading.Not(var why):
                return why;
            case FieldReading.Said(var there):
                if (CorrectionStep.For(attempt.Correction, there, attempt.Uncertain) is CorrectionStep.Nothing(var outcome))
                    return outcome;
                break;
            default:
                throw new UnreachableException();
        }
        // This process may have stood still meanwhile.
        if (time.GetUtcNow() >= attempt.SendBefore)
            return new CorrectionOutcome.Unavailable("It was too late to send it: somebody else may have taken over.");
        if (await write() is { } failed)
            return failed;
        return await read() switch
        {
            FieldReading.Said(var after) => CorrectionStep.After(attempt.Correction, after),
            FieldReading.Not(var why) => new CorrectionOutcome.Unknown($"The source took it and could not be read afterwards. {why.Why}".TrimEnd()),
            _ => throw new UnreachableException(),
        };
    }
}
