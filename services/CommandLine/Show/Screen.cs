using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace AccountingSync.CommandLine.Show;

/// <summary>Where a command writes: results to one stream, what went wrong to the other.</summary>
sealed class Screen
{
    const int WidthWithoutTerminal = 160;
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>On one line, with every letter as it is.</summary>
    internal static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    Screen(TextWriter output, TextWriter errors, bool interactive)
    {
        Output = output;
        Errors = errors;
        Interactive = interactive;
        Console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(output),
                Ansi = interactive ? AnsiSupport.Detect : AnsiSupport.No,
                Interactive = interactive ? InteractionSupport.Detect : InteractionSupport.No,
            }
        );
        if (!interactive)
            Console.Profile.Width = WidthWithoutTerminal;
    }

    public TextWriter Output { get; }
    public TextWriter Errors { get; }

    /// <summary>True when a person watches: colours, and progress that changes in place.</summary>
    public bool Interactive { get; }
    public IAnsiConsole Console { get; }

    public static Screen OfProcess() => new(System.Console.Out, System.Console.Error, !System.Console.IsOutputRedirected);

    public static Screen Into(TextWriter output, TextWriter errors) => new(output, errors, interactive: false);

    public void Line(string text = "") => Output.WriteLine(text);

    public void Error(string text) => Errors.WriteLine($"acsync: {text}");

    public void Json(JsonElement value) => Output.WriteLine(JsonSerializer.Serialize(value, Indented));

    /// <summary>A table with a head; a null cell is empty, a number stands to the right.</summary>
    public void Table(IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var table = new Table { Border = Interactive ? TableBorder.Rounded : TableBorder.Simple };
        foreach (var column in columns)
            table.AddColumn(
                new TableColumn(new Text(column.Title)) { Alignment = column.IsNumber ? Justify.Right : Justify.Left, NoWrap = column.IsNumber }
            );
        foreach (var row in rows)
            table.AddRow(row.Select(cell => new Text(cell ?? "")));
        Console.Write(table);
    }
}

/// <param name="IsNumber">Aligned to the right.</param>
readonly record struct Column(string Title, bool IsNumber = false)
{
    public static implicit operator Column(string title) => new(title);
}
