namespace AccountingSync.Ingestion.ControlImport;

/// <summary>Whether an import may go on. The words of the table <c>ingestion.imports</c>.</summary>
enum ImportState
{
    Running,

    /// <summary>Nothing more of it is taken in until it is resumed, whoever sends it.</summary>
    Paused,

    /// <summary>For good. What was taken in stays.</summary>
    Cancelled,

    Done,

    /// <summary>For good: the file cannot be read to its end.</summary>
    Broken,
}

/// <summary>What can be asked of an import.</summary>
enum ImportCommand
{
    Pause,
    Resume,
    Cancel,
}

/// <summary>What such a command comes to.</summary>
abstract record ControlDecision
{
    ControlDecision() { }

    public sealed record Change(ImportState To) : ControlDecision;

    /// <summary>It is so already.</summary>
    public sealed record Already : ControlDecision;

    /// <summary>It has ended, and otherwise than asked for.</summary>
    public sealed record TooLate : ControlDecision;

    /// <summary>Pure.</summary>
    public static ControlDecision Of(ImportState now, ImportCommand command) =>
        (now, command) switch
        {
            (ImportState.Paused, ImportCommand.Pause) => new Already(),
            (ImportState.Running, ImportCommand.Resume) => new Already(),
            (ImportState.Cancelled, ImportCommand.Cancel) => new Already(),
            (ImportState.Running, ImportCommand.Pause) => new Change(ImportState.Paused),
            (ImportState.Paused, ImportCommand.Resume) => new Change(ImportState.Running),
            (ImportState.Running or ImportState.Paused, ImportCommand.Cancel) => new Change(ImportState.Cancelled),
            _ => new TooLate(),
        };
}
