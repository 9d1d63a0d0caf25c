using System.Text;

namespace AccountingSync.Sandbox;

/// <summary>A complete HTTP answer, held until nothing can stop it: faults need to see it whole before a byte is sent.</summary>
internal sealed record Answer(int Status, ReadOnlyMemory<byte> Body, string ContentType)
{
    /// <summary>Besides those that every answer has.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public static Answer Json(int status, string body) => new(status, Encoding.UTF8.GetBytes(body), "application/json");

    public static Answer Html(string body) => new(StatusCodes.Status200OK, Encoding.UTF8.GetBytes(body), "text/html;charset=utf-8");
}
