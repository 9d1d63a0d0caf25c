using System.Text.Json;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Reach;

/// <summary>What a service answered.</summary>
/// <param name="Body">Undefined when there was none.</param>
readonly record struct Answer(string Service, int Status, JsonElement Body)
{
    public bool IsOk => Status is >= 200 and < 300;

    /// <summary>What the answer says is wrong, in one line.</summary>
    public string Problem =>
        string.Join(' ', new[] { Body.Text("title"), Body.Text("detail") }.Where(text => !string.IsNullOrWhiteSpace(text))) is { Length: > 0 } said
            ? said
            : $"{Service} answered {Status}.";

    /// <summary>The body of a good answer.</summary>
    /// <exception cref="CommandFailedException">It is none.</exception>
    public JsonElement Must() => IsOk ? Body : throw new CommandFailedException(Problem);
}
