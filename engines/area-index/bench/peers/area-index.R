# The sampling range of the area index in base R, for comparison: the same model drawn the direct way.
# Usage: Rscript area-index.R input.csv output.csv resamples
# Columns of the input come in pairs: poisson_<heading>_<n> with its denominators next, or normal_<heading>_<n> with its
# standard errors next.
args <- commandArgs(trailingOnly = TRUE)
data <- as.matrix(read.csv(args[1]))
resamples <- as.integer(args[3])
started <- proc.time()
set.seed(1)
areas <- nrow(data)
indicators <- ncol(data) / 2
kinds <- sapply(strsplit(colnames(data)[2 * seq_len(indicators) - 1], "_"), `[`, 1)
headings <- sapply(strsplit(colnames(data)[2 * seq_len(indicators) - 1], "_"), `[`, 2)

fit <- function(k) {
  first <- data[, 2 * k - 1]
  second <- data[, 2 * k]
  if (kinds[k] == "poisson") {
    loss <- function(p) -sum(dnbinom(first, size = exp(p[1]), mu = exp(p[2]) * second, log = TRUE))
    best <- optim(c(0, log(sum(first) / sum(second))), loss)$par
    return(list(shape = exp(best[1]) + first, rate = exp(best[1]) / exp(best[2]) + second))
  }
  excess <- function(v) {
    w <- 1 / (v + second^2)
    sum(w * (first - sum(w * first) / sum(w))^2) - (areas - 1)
  }
  v <- uniroot(excess, c(1e-9, 1) * var(first))$root
  w <- 1 / (v + second^2)
  centre <- sum(w * first) / sum(w)
  trust <- v / (v + second^2)
  list(mean = centre + trust * (first - centre), sd = sqrt(trust) * second)
}
draw <- function(k, p) if (kinds[k] == "poisson") rgamma(areas, p$shape, p$rate) else rnorm(areas, p$mean, p$sd)

posteriors <- lapply(seq_len(indicators), fit)
shares <- pnorm(seq(-4, 4, length.out = 257))
curves <- lapply(seq_len(indicators), function(k) {
  pooled <- as.vector(replicate(4, draw(k, posteriors[[k]])))
  quantile(pooled, shares, names = FALSE)
})
score <- function(k) approx(curves[[k]], qnorm(shares), draw(k, posteriors[[k]]), rule = 2)$y
heading_scores <- function() sapply(unique(headings), function(h) rowMeans(sapply(which(headings == h), score)))
spreads <- apply(heading_scores(), 2, sd)
places <- matrix(0, areas, resamples)
for (r in seq_len(resamples)) {
  places[, r] <- (rank(heading_scores() %*% (1 / spreads)) - 0.5) / areas
}
ends <- t(apply(places, 1, quantile, c(0.05, 0.95), names = FALSE))
spent <- proc.time() - started
cat(spent[["elapsed"]], spent[["user.self"]] + spent[["sys.self"]], "\n")
write.csv(data.frame(low = ends[, 1], high = ends[, 2]), args[2], row.names = FALSE)
