using System.Text.Json;

namespace AccountingSync.Integration.Tests.Messaging;

/// <summary>As the services write it.</summary>
static class Json
{
    public static readonly JsonSerializerOptions Snake = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
}
