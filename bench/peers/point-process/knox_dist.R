# Knox test as R's NearRepeat does it (re-implemented from its description: the package is on no registry): all distances
# once, then for every permutation all time gaps, cut into bands and tabled. Usage: Rscript knox_dist.R FILE PERMUTATIONS
arguments <- commandArgs(TRUE)
events <- read.csv(arguments[1])
permutations <- as.integer(arguments[2])
began <- proc.time()[["elapsed"]]
space <- cut(dist(cbind(events$x_m, events$y_m)), c(0, 150, 300, 450, 600), right = FALSE)
bands <- c(0, 7, 14, 28)
observed <- table(space, cut(dist(events$t_days), bands, right = FALSE))
ready <- proc.time()[["elapsed"]]
for (k in seq_len(permutations)) table(space, cut(dist(sample(events$t_days)), bands, right = FALSE))
done <- proc.time()[["elapsed"]]
cat(sprintf('{"observed":[%s],"setup":%f,"each":%f}\n', paste(as.vector(t(observed)), collapse = ","), ready - began,
            (done - ready) / permutations))
